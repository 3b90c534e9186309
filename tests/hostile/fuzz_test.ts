// Random attempts. More of them: `deno task fuzz`, or `-- ROUNDS SEED` after the file.

import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { ItemError, Sandbox } from "../../lib/mod.ts";
import { readGuestMessage } from "../../lib/sandbox/worker/guest_message.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import { programs } from "./program_grammar.ts";

const [rounds = 2, seed = 1] = Deno.args.map(Number);
const PROGRAMS = 150;

Deno.test("Random programs reach nothing of the host, and leave nothing behind", async () => {
  for (let round = 0; round < rounds; round++) {
    const job = programs(PROGRAMS, seed + round);
    await using sandbox = new Sandbox(job, {
      unprivileged: true,
      workers: 1,
      timeout: 300,
    });
    for (let number = 0; number < PROGRAMS; number++) {
      const came = await sandbox.run(number).catch((error) => {
        if (error instanceof ItemError) return "nothing";
        throw error;
      });
      const where = `program ${number} of seed ${seed + round}`;
      assertEquals(came, "nothing", where);
    }
    assertEquals(await sandbox.run("plain"), "plain", `seed ${seed + round}`);
  }
});

type Maker = (random: SeededRandom) => unknown;

const LEAVES: readonly Maker[] = [
  () => undefined,
  () => null,
  () => NaN,
  () => -1,
  () => 2 ** 53,
  () => "done",
  () => "a".repeat(10_000),
  () => new Uint8Array(3),
  () => new Uint8Array(new SharedArrayBuffer(3)),
  () => new Float64Array(3),
  () => [],
  (random) => random.below(5),
  (random) =>
    random.pick(["ready", "unusable", "unsafe", "pong", "log", "done"]),
  (random) => random.pick(["input", "threw", "warn"]),
];

const PIECES: readonly Maker[] = [
  ...LEAVES,
  (random) => [randomMessage(random, LEAVES)],
];

const TYPES = ["ready", "unusable", "unsafe", "pong", "log", "done"] as const;

/** What an honest guest would say under each key. */
const HONEST: Readonly<Record<string, Maker>> = {
  type: (random) => random.pick(TYPES),
  message: () => "why",
  frames: () => [1, 2],
  ping: () => 7,
  heapUsed: () => 1e6,
  id: () => 1,
  done: () => 3,
  elapsedMs: () => 0.5,
  emitted: () => 2,
  blank: () => 0,
  output: () => new Uint8Array(3),
  input: (random) => random.pick([null, new ArrayBuffer(3)]),
  failures: () => [{
    item: 1,
    at: 1,
    lines: 1,
    blank: 0,
    kind: "threw",
    message: "",
    frames: [1, 2],
  }],
  item: () => 1,
  at: () => 1,
  lines: () => 1,
  kind: () => "threw",
  level: () => "warn",
  text: () => "a line",
};

/** A message that is honest but for some of its keys. */
function randomMessage(
  random: SeededRandom,
  makers: readonly Maker[],
): Record<string, unknown> {
  const message: Record<string, unknown> = {};
  for (const [key, honest] of Object.entries(HONEST)) {
    const choice = random.below(10);
    if (choice === 0) continue;
    message[key] = choice < 3 ? random.pick(makers)(random) : honest(random);
  }
  const { output } = message;
  const isShared = random.below(10) === 0 && output instanceof Uint8Array;
  return isShared ? { ...message, input: output.buffer } : message;
}

Deno.test("Random messages of a guest are nothing, or exactly of the protocol", () => {
  const random = new SeededRandom(seed);
  const taken = new Set<string>();
  for (let round = 0; round < rounds * 5_000; round++) {
    const sent = random.below(9) === 0
      ? random.pick(PIECES)(random)
      : randomMessage(random, PIECES);
    const message = readGuestMessage(sent);
    if (message === undefined) continue;
    taken.add(message.type);
    assertStrictEquals(message, sent);
    if (message.type === "log") assertEquals(typeof message.text, "string");
    if (message.type !== "done") continue;
    assertEquals(message.output.constructor, Uint8Array);
    assertEquals(message.output.buffer.constructor, ArrayBuffer);
    assert(message.input !== message.output.buffer);
    if (message.input) assertEquals(message.input.constructor, ArrayBuffer);
    assertEquals(message.failures.every(({ at }) => at <= 3), true);
  }
  assertEquals([...taken].sort(), [...TYPES].sort());
});

Deno.test("Random bytes as items each have one outcome", async () => {
  const random = new SeededRandom(seed);
  await using sandbox = new Sandbox("(item) => typeof item", {
    unprivileged: true,
    workers: 1,
  });
  for (let round = 0; round < rounds * 30; round++) {
    const bytes = Uint8Array.from(
      { length: random.below(400) },
      () =>
        random.pick([10, 10, 34, 44, 48, 91, 93, 123, 125, random.below(256)]),
    );
    const count = bytes.filter((byte) => byte === 10).length +
      (bytes.at(-1) === 10 || bytes.length === 0 ? 0 : 1);
    if (count === 0) continue;
    let outcomes = 0;
    await sandbox.runBatch({ kind: "bytes", first: 0, count, bytes }, {
      input: "ndjson",
      output: "ndjson",
      onResult: ({ batch }) => outcomes += batch.count,
    });
    assertEquals(outcomes, count, `round ${round} of seed ${seed}`);
  }
});
