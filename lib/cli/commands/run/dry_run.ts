import type { BatchResult, Job, Sandbox } from "../../../mod.ts";
import type { MapCommand } from "../../args/commands/map_command.ts";
import type { RunSettings } from "../../args/run_settings.ts";
import { ExitCode } from "../../exit_code.ts";
import { planText, type Sample } from "../../report/plan.ts";
import type { Terminal } from "../../terminal.ts";
import { openSandbox } from "./open_sandbox.ts";
import { type Startup, workersFor } from "./startup.ts";
import { workerFormats } from "./formats.ts";
import type { InputSource } from "../input/input_source.ts";
import { readItems } from "../input/read_items.ts";
import { InputTexts } from "../input/input_texts.ts";
import { RunTable } from "../output/run_table.ts";
import { RunStats } from "./run_stats.ts";
import { Reporter } from "./reporter.ts";
import { print } from "../../print.ts";

/** A `map` whose job was parsed. */
export type MapPlan = Pick<MapCommand, "run"> & {
  readonly job: Job;
  readonly source: MapCommand["job"];
  readonly startup: Startup;
};

/** Runs the first item for real, and shows what the whole run would do. */
export async function showPlan(
  { job, source, run, startup }: MapPlan,
  terminal: Terminal,
): Promise<ExitCode> {
  using reporter = new Reporter(terminal, { quiet: true });
  const parts = { job, run, terminal, reporter, startup };
  await using sandbox = await openSandbox(parts);
  await sandbox.load();
  const sources = await startup.sources;
  const sample = await runFirst({ sandbox, run, sources });
  const text = planText({
    job: jobText(job, source),
    run,
    consumers: workersFor(run, terminal),
    granted: startup.granted,
    sample,
  });
  await print(`${text}\n`, terminal);
  return sample.status === "failed" ? ExitCode.ItemsFailed : ExitCode.Done;
}

/** How a job was given: `an expression`, or `rules/total.ts: a module, default export`. */
function jobText({ form }: Job, source: MapPlan["source"]): string {
  const kind = form === "module" ? "a module, default export" : "an expression";
  if ("text" in source) return kind;
  return `${"file" in source ? source.file : source.folder}: ${kind}`;
}

interface FirstRun {
  readonly sandbox: Sandbox;
  readonly run: RunSettings;
  readonly sources: readonly InputSource[];
}

async function runFirst(
  { sandbox, run, sources }: FirstRun,
): Promise<Sample> {
  const { signal } = new AbortController();
  const stats = new RunStats();
  const first = { ...run, capacity: 1 };
  const table = new RunTable(run);
  const onColumns = (names: readonly string[]) => void table.readColumns(names);
  const reading = { run: first, sources, stats, signal, onColumns };
  for await (const batch of readItems(reading)) {
    let result: BatchResult | undefined;
    const start = performance.now();
    await sandbox.runBatch(batch, {
      ...workerFormats(run),
      table: table.output,
      onResult: (outcome) => result = outcome,
    });
    const elapsedMs = performance.now() - start;
    if (result === undefined || result.blank > 0) continue;
    return toSample(result, { elapsedMs, header: table.header(false) });
  }
  if (stats.brokenInput !== undefined) throw stats.brokenInput;
  return { status: "none" };
}

function toSample(
  result: BatchResult,
  { elapsedMs, header }: { elapsedMs: number; header: string },
): Sample {
  const { batch, failures, output } = result;
  const item = new InputTexts(batch).at(batch.first);
  const [failure] = failures;
  if (failure !== undefined) {
    return { status: "failed", input: item, ...failure };
  }
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const text = decoder.decode(output).replace(/[\n\0]$/, "");
  return {
    status: "done",
    input: item,
    output: output.length === 0 ? undefined : header + text,
    elapsedMs,
  };
}
