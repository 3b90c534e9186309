import { assertEquals, assertRejects } from "@std/assert";
import { ItemFinisher } from "../../../../../lib/cli/commands/broker/work/item_finisher.ts";
import type { ItemOutcome } from "../../../../../lib/cli/commands/broker/work/item_batch.ts";
import type {
  Results,
  Unwritten,
} from "../../../../../lib/cli/commands/broker/work/results.ts";
import { StoppedError } from "../../../../../lib/cli/commands/output/result_writer.ts";
import { RunStats } from "../../../../../lib/cli/commands/run/run_stats.ts";
import { parseCommandLine } from "../../../../../lib/cli/args/parse_command_line.ts";
import type { BatchResult } from "../../../../../lib/mod.ts";
import { textBatch } from "../../../../support/batches.ts";

const encode = (text: string) => new TextEncoder().encode(text);

const TOO_LONG = Object.assign(
  new Error("Cannot use the queue: 9 MB is longer than the broker takes"),
  { kind: "size" },
);

/** A finisher of a `work` with these flags, and all that becomes of its items. */
function open(flags = "", unwrittenOf: (line: string) => unknown = () => null) {
  const args = [
    "work",
    "nats://h/q",
    "n=>n",
    ...flags.split(" ").filter(Boolean),
  ];
  const line = parseCommandLine(args, "sluice");
  if (line.command !== "work") throw new Error(line.command);
  const ends: string[] = [];
  const written: string[] = [];
  const stop = new AbortController();
  const results = {
    write(outcomes: readonly ItemOutcome[]): Promise<readonly Unwritten[]> {
      return Promise.resolve(outcomes.flatMap(({ item, line }) => {
        const text = new TextDecoder().decode(line).trim();
        const error = unwrittenOf(text);
        if (error === null) written.push(text);
        return error === null ? [] : [{ item, error }];
      }));
    },
  } as unknown as Results;
  const stats = new RunStats();
  const finisher = new ItemFinisher(line, {
    ...{ results, stats, meter: undefined, stop: stop.signal },
    log: {
      add: ({ kind }: { kind: string }) => ends.push(`log ${kind}`),
    } as never,
    say: (text) => void ends.push(text.replace(/\d+(\.\d+)? ?m?s$/, "…")),
  });
  const outcome = (
    sequence: number,
    { line = `${sequence}\n`, fails = false, isExpired = false, begun = 1 } =
      {},
  ) => {
    const say = (what: string) => void ends.push(`${what} ${sequence}`);
    return {
      item: {
        ...{ sequence, isExpired, bytes: encode(`${sequence}`) },
        begun: () => Promise.resolve(begun),
        done: () => say("done"),
        retry: () => say("retry"),
        bury: ({ kind }: { kind: string }) =>
          Promise.resolve(say(`bury ${kind}`)),
      },
      line: encode(fails ? "" : line),
      failure: fails ? { kind: "threw", message: "no" } : undefined,
    } as unknown as ItemOutcome;
  };
  const finish = async (...outcomes: ItemOutcome[]) => {
    const batch = textBatch("x\n".repeat(outcomes.length));
    const { length } = outcomes;
    const result = { batch, emitted: length, blank: 0, failures: [] };
    await finisher.finish(outcomes, result as unknown as BatchResult);
    return ends.splice(0);
  };
  return { finish, outcome, stats, written, stop };
}

Deno.test("An item is finished once its result is written, and only then", async () => {
  const { finish, outcome, stats, written } = open();
  assertEquals(await finish(outcome(1), outcome(2, { line: "" })), [
    "done 1",
    "done 2",
  ]);
  assertEquals([stats.done, written], [2, ["1", ""]]);
});

Deno.test("An item that another machine has by now is left alone", async () => {
  const { finish, outcome, stats, written } = open();
  const expired = outcome(1, { isExpired: true });
  assertEquals(await finish(expired, outcome(2)), ["done 2"]);
  assertEquals([stats.done, written], [1, ["2"]]);
});

Deno.test("An item that failed is put aside, and the others are finished", async () => {
  const { finish, outcome, stats } = open();
  assertEquals(await finish(outcome(1, { fails: true }), outcome(2)), [
    ...["done 2", "log threw", "bury threw 1"],
  ]);
  assertEquals([stats.done, stats.failed], [1, 1]);
});

Deno.test("With a pause it is tried again, until it was tried often enough", async () => {
  const { finish, outcome, stats } = open("--retry-delay 1s --retries 2");
  const [said, retry] = await finish(outcome(1, { fails: true, begun: 2 }));
  assertEquals(said?.includes("try 3 in"), true, said);
  assertEquals([retry, stats.failed], ["retry 1", 0]);
  assertEquals(await finish(outcome(1, { fails: true, begun: 3 })), [
    ...["log threw", "bury threw 1"],
  ]);
});

Deno.test("With --on-error emit a failure stands where its result would have stood", async () => {
  const { finish, outcome, written } = open("--on-error emit");
  assertEquals(await finish(outcome(7, { fails: true })), [
    ...["log threw", "done 7"],
  ]);
  assertEquals(JSON.parse(written[0] ?? ""), {
    error: { kind: "threw", message: "no", item: 7 },
    input: 7,
  });
});

Deno.test("With --on-error stop the run ends, once the item is put aside", async () => {
  const { finish, outcome } = open("--on-error stop");
  await assertRejects(() => finish(outcome(1, { fails: true })), StoppedError);
});

Deno.test("A result that no message can hold is a failure of its item", async () => {
  const { finish, outcome, stats } = open(
    "",
    (line) => line === "1" ? TOO_LONG : null,
  );
  assertEquals(await finish(outcome(1), outcome(2)), [
    ...["done 2", "log result-size", "bury result-size 1"],
  ]);
  assertEquals([stats.done, stats.failed], [1, 1]);
});

Deno.test("What was not written since the run stops goes back, and anything else ends the run", async () => {
  const stopping = open("", () => "stop");
  stopping.stop.abort("stop");
  assertEquals(await stopping.finish(stopping.outcome(1)), []);
  assertEquals(stopping.stats.done, 0);
  const broken = open("", () => new Error("lost"));
  await assertRejects(() => broken.finish(broken.outcome(1)), Error, "lost");
});
