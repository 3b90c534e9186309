import { assertEquals } from "@std/assert";
import { parseCommandLine } from "../../../../lib/cli/args/parse_command_line.ts";
import { finishRun } from "../../../../lib/cli/commands/run/finish_run.ts";
import { Reporter } from "../../../../lib/cli/commands/run/reporter.ts";
import { RunStats } from "../../../../lib/cli/commands/run/run_stats.ts";
import { Shutdown } from "../../../../lib/cli/commands/run/shutdown.ts";
import { PROGRAM } from "../../../../lib/cli/program.ts";
import { FakeTerminal } from "../../../support/fake_terminal.ts";
import { runHere } from "../../../support/run_in.ts";

const FAILING = [
  ...["map", "n => { if (n % 2) throw new Error('odd'); return n }"],
  ...["--range", "0..100", "-j", "1"],
];

Deno.test("A run with many failures groups them, and sums up", async () => {
  const { code, err } = await runHere({}, ...FAILING);
  const lines = err.trimEnd().split("\n");
  assertEquals({ code, lines: lines.length }, { code: 1, lines: 22 });
  assertEquals(
    lines.slice(20).map((line) => line.replace(/ \(job .*?\)/, "")),
    [
      "… and 30 more: threw: Error: odd, items 42 to 100",
      "50 of 100 items failed (50 threw)",
    ],
  );
});

Deno.test.each([
  ["--quiet", "50 of 100 items failed (50 threw)\n"],
  ["-qq", ""],
])("With %s a run with failures says %j", async (flag, said) => {
  assertEquals((await runHere({}, ...FAILING, flag)).err, said);
});

Deno.test("--on-error stop says how much was read and not done", async () => {
  const { code, err } = await runHere(
    {},
    ...["map", "n => { if (n === 3) throw new Error('three'); return n }"],
    ...["--range", "0..10", "-j", "1", "--capacity", "1000", "--quiet"],
    ...["--on-error", "stop"],
  );
  assertEquals(code, 1);
  assertEquals(
    err,
    "1 of 4 items failed (1 threw)\n" +
      "stopped at the first failure: 6 items more were read and not done\n",
  );
});

/** What is said at the end of a run of a hundred items that took so long. */
function saidOf(times: { readonly moduleMs: number; readonly workMs: number }) {
  const line = parseCommandLine(["map", "n => n"], PROGRAM);
  if (line.command !== "map") throw new Error(line.command);
  const terminal = new FakeTerminal();
  const stats = new RunStats();
  const batch = { kind: "range", first: 0, count: 100, rangeStart: 0 } as const;
  stats.countRead(batch);
  stats.countOutcomes({
    ...{ batch, blank: 0, emitted: 100, failures: [] },
    output: new Uint8Array(),
  });
  using reporter = new Reporter(terminal, line.run);
  using shutdown = new Shutdown({ terminal, say: () => {} });
  finishRun(undefined, {
    ...{ run: line.run, job: { noResultReason: undefined } },
    ...{ stats, shutdown, reporter, bytesOut: 0, canSkip: true },
    sandboxStats: {
      ...{ workers: 1, replaced: 0, retried: 0, spared: 0 },
      ...{ waiting: 0, running: 0, unwritten: 0, ...times },
    },
  });
  return terminal.err;
}

Deno.test("A module whose top level takes most of the time is worth a word", () => {
  assertEquals(
    saidOf({ moduleMs: 700, workMs: 900 }),
    "note: the module's top level takes 7.0 of 9.0 ms of each item: see " +
      "--isolate worker\n",
  );
  assertEquals(saidOf({ moduleMs: 700, workMs: 2_000 }), "");
});

Deno.test("A module that was held up once, in a run that took no time, is not", () => {
  assertEquals(saidOf({ moduleMs: 640, workMs: 40 }), "");
});
