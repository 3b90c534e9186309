import { assertEquals, assertThrows } from "@std/assert";
import { SendRecord } from "../../../../../lib/cli/commands/broker/send/send_record.ts";
import { SentPrefix } from "../../../../../lib/cli/commands/broker/send/sent_prefix.ts";
import type {
  Queue,
  Session,
} from "../../../../../lib/cli/commands/broker/session.ts";

interface Kept {
  readonly count: number;
  readonly digest: string;
  readonly isWhole: boolean;
  readonly time: Date;
}

/** A record of an input, of which the broker knows something, or fails to say it. */
function open(
  known: Kept | undefined | Error,
  { isNamed = true, added = [] as string[] } = {},
) {
  const said: string[] = [];
  const saved: Omit<Kept, "time">[] = [];
  const answer = <T>(value: T) =>
    known instanceof Error ? Promise.reject(known) : Promise.resolve(value);
  const admin = {
    idWindow: 120_000,
    progresses: {
      load: () => answer(known),
      save: (_: string, kept: Kept) => answer(saved.push(kept)),
    },
  };
  const prefix = new SentPrefix();
  class BrokerError extends Error {
    constructor(_kind: string, message: string) {
      super(message);
    }
  }
  const record = new SendRecord({
    session: { broker: { BrokerError } } as unknown as Session,
    queue: { admin } as unknown as Queue,
    ...{ prefix, name: "in", isNamed, say: (text) => void said.push(text) },
  });
  for (const digest of added) prefix.sent(prefix.add(digest));
  prefix.mark();
  return { record, prefix, said, saved };
}

/** What was known of an input whose first items had these digests. */
function kept(digests: readonly string[], of: Partial<Kept> = {}): Kept {
  const prefix = new SentPrefix();
  for (const digest of digests) prefix.add(digest);
  return { ...prefix.prefix, isWhole: false, time: new Date(), ...of };
}

Deno.test("What was sent before is left out, and then it is said that it goes on", async () => {
  const { record, prefix, said } = open(kept(["a", "b"]));
  await record.load();
  const sent = ["a", "b", "c"].map((digest) => {
    const isSent = record.isSent();
    prefix.add(digest);
    return isSent;
  });
  assertEquals(sent, [true, true, false]);
  assertEquals(said, ["going on: 2 items were sent before"]);
});

Deno.test("Another input under the same name is refused, also one that is shorter", async () => {
  const other = open(kept(["a"]));
  await other.record.load();
  other.record.isSent();
  other.prefix.add("x");
  assertThrows(() => other.record.isSent(), Error, "another input");
  const shorter = open(kept(["a", "b"]));
  await shorter.record.load();
  shorter.record.isSent();
  shorter.prefix.add("a");
  assertThrows(() => shorter.record.end(), Error, "another input");
});

Deno.test("Only an input that has a name is looked for", async () => {
  const { record, said } = open(kept(["a"]), { isNamed: false });
  await record.load();
  record.saveSometimes();
  assertEquals([record.isSent(), said], [false, []]);
});

Deno.test("Where the broker forgot the ids, it is said that some may be stored twice", async () => {
  const time = new Date(Date.now() - 120_001);
  for (const isWhole of [false, true]) {
    const { record, said } = open(kept(["a"], { time, isWhole }));
    await record.load();
    assertEquals(said.length, isWhole ? 0 : 1);
  }
});

Deno.test("What is sent is kept, and nothing is kept twice", async () => {
  const { record, saved } = open(undefined, { added: ["a", "b"] });
  await record.save(false);
  await record.save(false);
  await record.save(true);
  assertEquals(saved.map(({ count, isWhole }) => [count, isWhole]), [
    [2, false],
    [2, true],
  ]);
});

Deno.test("That nothing can be kept is said once, however often that is tried", async () => {
  const { record, said } = open(new Error("denied"), { added: ["a"] });
  await record.load();
  await record.save(true);
  record.giveUp();
  assertEquals(said, ["note: how far the input was sent is not kept: denied"]);
});
