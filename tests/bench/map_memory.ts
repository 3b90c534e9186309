// How much memory more input takes: none, if it is bounded by the capacity.

import { JOB, recordLines, resultLines } from "./map_data.ts";
import { demandSuccess, openPipe } from "./map_pipe.ts";
import { print, printTable } from "./map_report.ts";
import { shell } from "./map_shell.ts";
import { SLUICE } from "./map_unconfined.ts";

const MB = 1e6;
const BLOCK_RECORDS = 9_600;

/** How many megabytes go in, and how the program is started. */
interface Run {
  readonly name: string;
  readonly size: number;
  readonly program?: string;
}

/**
 * Prints the peak for 1 MB, 100 MB, 1 GB and, when given, so many GB of input; the last
 * also with what the compiled binary says of itself.
 */
export async function memory(gigabytes?: number): Promise<void> {
  const largest = gigabytes === undefined ? [] : [1000 * gigabytes];
  const sizes = [1, 100, 1000, ...largest];
  const runs: Run[] = sizes.map((size) => ({ name: `${size} MB`, size }));
  for (const size of largest) runs.push(await asCompiled(size));
  const rows = [["input", "peak", "beside the smallest", "wanted"]];
  let smallest: number | undefined;
  for (const run of runs) {
    const peak = await peakOf(run);
    smallest ??= peak;
    const more = `${(peak - smallest).toFixed(0)} MB`;
    rows.push([run.name, `${peak.toFixed(0)} MB`, more, "≤ 64 MB"]);
    print(`${run.name}: ${peak.toFixed(0)} MB`);
  }
  printTable("Peak of resident memory", rows);
}

/** A run with the flag that the compiled binary has; the binary may not be had here. */
async function asCompiled(size: number): Promise<Run> {
  const settings = new URL("../../deno.json", import.meta.url);
  const { tasks } = JSON.parse(await Deno.readTextFile(settings));
  const [flag] = /--v8-flags=\S+/.exec(tasks.compile) ?? [];
  if (flag === undefined) throw new Error("the binary has no flag for V8");
  const program = SLUICE.replace("--no-prompt", `--no-prompt ${flag}`);
  return { name: `${size} MB, ${flag}`, size, program };
}

/** Sends megabytes through a pipe; resolves to the peak in megabytes. */
async function peakOf({ size, program = SLUICE }: Run): Promise<number> {
  const encoder = new TextEncoder();
  const block = encoder.encode(recordLines(0, BLOCK_RECORDS));
  const result = encoder.encode(resultLines(0, BLOCK_RECORDS));
  const times = Math.ceil(size * MB / block.length);
  const child = openPipe(`${program} map '${JOB}'`);
  const peak = watchPeak(child.pid);
  const received = demandRepeats(child.stdout, { result, times });
  const writer = child.stdin.getWriter();
  for (let n = 0; n < times; n++) await writer.write(block);
  await writer.close();
  await received;
  await demandSuccess(child);
  return await peak;
}

/** The highest that resident memory ever was; asked until the process is gone. */
async function watchPeak(pid: number): Promise<number> {
  const kilobytes = await shell(
    `while line=$(grep VmHWM /proc/${pid}/status 2>/dev/null);` +
      ` do peak=$line; sleep 0.05; done; echo $peak | tr -dc 0-9`,
  );
  return Number(kilobytes) * 1024 / MB;
}

interface Expected {
  readonly result: Uint8Array;
  readonly times: number;
}

/** Fails unless the same text comes so many times, and nothing else. */
async function demandRepeats(
  stdout: ReadableStream<Uint8Array<ArrayBuffer>>,
  { result, times }: Expected,
): Promise<void> {
  let at = 0;
  let size = 0;
  for await (const part of stdout) {
    for (const byte of part) {
      if (byte !== result[at]) throw new Error(`byte ${size + at} is wrong`);
      if (++at === result.length) at = 0;
    }
    size += part.length;
  }
  if (size !== times * result.length) throw new Error(`${size} bytes came`);
}
