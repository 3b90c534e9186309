import type { BatchResult, Job, Sandbox } from "../../mod.ts";
import type { MapLine } from "../args.ts";
import { ExitCode } from "../exit_code.ts";
import { planText, type Sample } from "../report.ts";
import type { Terminal } from "../terminal.ts";
import { type Beginning, workersFor } from "./beginning.ts";
import { workerFormats } from "./formats.ts";
import { readItems } from "./input.ts";
import { InputTexts } from "./input_text.ts";
import { openSandbox } from "./open_sandbox.ts";
import { reshapingOf } from "./reshape.ts";
import { Tally } from "./tally.ts";
import { Voice } from "./voice.ts";

/** A `map` whose job was parsed. */
export type MapPlan = Pick<MapLine, "run"> & {
  readonly job: Job;
  readonly source: MapLine["job"];
  readonly beginning: Beginning;
};

/** Runs the first item for real, and shows what the whole run would do. */
export async function showPlan(
  { job, source, run, beginning }: MapPlan,
  terminal: Terminal,
): Promise<ExitCode> {
  using voice = new Voice(terminal, { quiet: true });
  const parts = { job, run, terminal, voice, beginning };
  await using sandbox = openSandbox(parts);
  await sandbox.load();
  const sample = await runFirst(sandbox, run, terminal);
  const text = planText({
    job: "file" in source ? source.file : `an ${job.form}`,
    run,
    consumers: workersFor(run, terminal),
    granted: beginning.granted,
    sample,
  });
  await terminal.stdout.write(new TextEncoder().encode(`${text}\n`));
  return sample.status === "failed" ? ExitCode.ItemsFailed : ExitCode.Done;
}

async function runFirst(
  sandbox: Sandbox,
  run: MapLine["run"],
  terminal: Terminal,
): Promise<Sample> {
  const { signal } = new AbortController();
  const tally = new Tally();
  const first = { ...run, capacity: 1 };
  for await (
    const batch of readItems({ run: first, terminal, tally, signal })
  ) {
    let result: BatchResult | undefined;
    const start = performance.now();
    await sandbox.runBatch(batch, {
      ...workerFormats(run),
      onResult: (outcome) => result = outcome,
    });
    const elapsedMs = performance.now() - start;
    if (result === undefined || result.blank > 0) continue;
    const { reshaper } = reshapingOf(run);
    return toSample(reshaper?.reshape(result) ?? result, elapsedMs);
  }
  if (tally.brokenInput !== undefined) throw tally.brokenInput;
  return { status: "none" };
}

function toSample(
  result: BatchResult,
  elapsedMs: number,
): Sample {
  const { batch, failures, output } = result;
  const item = new InputTexts(batch).at(batch.first);
  const [failure] = failures;
  if (failure !== undefined) {
    return { status: "failed", input: item, ...failure };
  }
  const text = new TextDecoder().decode(output).replace(/\n$/, "");
  return {
    status: "done",
    input: item,
    output: output.length === 0 ? undefined : text,
    elapsedMs,
  };
}
