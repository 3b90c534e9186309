import { assertEquals, assertRejects } from "@std/assert";
import {
  plainText,
  QueueResults,
} from "../../../../../lib/cli/commands/broker/work/results.ts";
import type { ItemOutcome } from "../../../../../lib/cli/commands/broker/work/item_batch.ts";
import type {
  Queue,
  Session,
} from "../../../../../lib/cli/commands/broker/session.ts";
import { ChannelClosedError } from "../../../../../lib/mod.ts";
import { FakeTime } from "../../../../support/fake_time.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const outcome = (sequence: number, line: string) =>
  ({ item: { sequence }, line: encode(line) }) as unknown as ItemOutcome;

type Send = (text: string, how: { mayWait?: boolean }) => Promise<unknown>;

/** Results that go to a queue which does what the test says. */
function open(send: Send) {
  const sent: unknown[] = [];
  const waits: boolean[] = [];
  class BrokerError extends Error {
    constructor(_kind: string, message: string) {
      super(message);
    }
  }
  const queue = {
    name: "totals",
    sendResult(bytes: Uint8Array, from: object, how: { mayWait?: boolean }) {
      sent.push([decode(bytes), ...Object.values(from)]);
      return send(decode(bytes), how);
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  } as unknown as Queue;
  const session = { broker: { BrokerError } } as unknown as Session;
  const results = new QueueResults(queue, session, {
    source: { name: "orders", created: "c" } as unknown as Queue,
    toText: undefined,
    onWait: (isWaiting) => void waits.push(isWaiting),
  });
  return { results, sent, waits };
}

const { signal: go } = new AbortController();

Deno.test("A result is sent under the name of its item, and an item without one sends nothing", async () => {
  const { results, sent } = open(() => Promise.resolve({}));
  const all = [outcome(1, '"a"\n'), outcome(2, ""), outcome(3, "5\n")];
  assertEquals(await results.write(all, go), []);
  assertEquals(sent, [['"a"', "orders", "c", 1], ["5", "orders", "c", 3]]);
  assertEquals(results.size, 4);
});

Deno.test("What was not stored is told with its reason, and the rest is stored", async () => {
  const { results } = open((text, { mayWait = true }) =>
    text === "2"
      ? Promise.reject("too long")
      : Promise.resolve(mayWait ? {} : undefined)
  );
  const all = [outcome(1, "1\n"), outcome(2, "2\n")];
  const unwritten = await results.write(all, go);
  assertEquals(unwritten.map(({ error }) => error), ["too long"]);
  const stop = AbortSignal.abort("stop");
  const stopped = await results.write(all.slice(0, 1), stop);
  assertEquals(stopped.map(({ error }) => error), ["stop"]);
});

Deno.test("A queue for results that is closed is not the end of the items", async () => {
  const closed = new ChannelClosedError("closed");
  const { results } = open(() => Promise.reject(closed));
  const error = await assertRejects(
    () => results.write([outcome(1, "1\n")], go),
    Error,
    "totals is closed",
  );
  assertEquals(error instanceof ChannelClosedError, false);
});

Deno.test("That results wait for room is said after a second, and when it is over", async () => {
  using time = new FakeTime();
  const room = Promise.withResolvers<unknown>();
  const { results, waits } = open(() => room.promise);
  const writing = results.write([outcome(1, "1\n")], go);
  time.tick(999);
  assertEquals(waits, []);
  time.tick(1);
  assertEquals(waits, [true]);
  room.resolve({});
  await writing;
  assertEquals([waits, time.pending], [[true, false], 0]);
});

Deno.test("A string is plain text, and all else stays as it is", () => {
  const plain = (line: string) => decode(plainText(encode(line)));
  assertEquals(plain('"a\\n\\u00e4"\n'), "a\nä\n");
  assertEquals(plain('{"a":"b"}\n'), '{"a":"b"}\n');
  assertEquals(plain("null\n"), "null\n");
});
