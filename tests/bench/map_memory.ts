// How much memory more input takes: none, if it is bounded by the capacity.

import { FOLDER, JOB, SHAPES, writeArray, writeRecords } from "./map_data.ts";
import { demandSuccess, openPipe } from "./map_pipe.ts";
import { shell } from "./map_shell.ts";
import { SLUICE } from "./map_unconfined.ts";
import { print, report } from "./report.ts";

const MB = 1e6;

/** Prints the peak for records of every shape, and for ever more of one. */
export async function memory(megabytes: number): Promise<void> {
  const rows = [["input", "peak"]];
  const measure = async (name: string, input: string, repeats: number) => {
    const lines = repeats * Number(await shell(`wc -l < ${input}`));
    note(name, await peakOf(input, { repeats, lines }));
  };
  const note = (name: string, peak: number) => {
    print(`${name}: ${peak.toFixed(0)} MB`);
    rows.push([name, `${peak.toFixed(0)} MB`]);
  };
  for (const shape of Object.keys(SHAPES)) {
    const sample = await writeRecords(shape, 1000);
    const { size } = await Deno.stat(sample);
    const count = Math.ceil(1000 * megabytes * MB / size);
    const name = `${megabytes} MB of ${shape}`;
    await measure(name, await writeRecords(shape, count), 1);
  }
  for (const repeats of [1, 10]) {
    const name = `${repeats * megabytes} MB of the last, through a pipe`;
    await measure(name, `${FOLDER}in.txt`, repeats);
  }
  const records = await shell(`wc -l < ${FOLDER}in.txt`);
  const array = await writeArray(`${FOLDER}in.txt`);
  const flags = "--input json";
  note(
    `${megabytes} MB of the last, in an array through a pipe`,
    await peakOf(array, { repeats: 1, lines: Number(records), flags }),
  );
  await report("map_memory", "Peak of resident memory", rows);
}

/** Sends a file, some times, through a pipe; resolves to the peak in megabytes. */
async function peakOf(
  input: string,
  { repeats, lines: wanted, flags = "" }: {
    repeats: number;
    /** How many lines come out. */
    lines: number;
    flags?: string;
  },
): Promise<number> {
  const child = openPipe(`${SLUICE} map -j 2 ${flags} '${JOB}'`);
  const peak = watchPeak(child.pid);
  const received = countLines(child.stdout);
  const writer = child.stdin.getWriter();
  for (let n = 0; n < repeats; n++) {
    using file = await Deno.open(input);
    for await (const chunk of file.readable) await writer.write(chunk);
  }
  await writer.close();
  const lines = await received;
  if (lines !== wanted) throw new Error(`${lines} of ${wanted} lines came`);
  await demandSuccess(child);
  return await peak;
}

async function countLines(
  stdout: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<number> {
  let lines = 0;
  for await (const chunk of stdout) {
    for (const byte of chunk) if (byte === 10) lines++;
  }
  return lines;
}

/** The highest that resident memory ever was; asked until the process is gone. */
async function watchPeak(pid: number): Promise<number> {
  const kilobytes = await shell(
    `while line=$(grep VmHWM /proc/${pid}/status 2>/dev/null);` +
      ` do peak=$line; sleep 0.05; done; echo $peak | tr -dc 0-9`,
  );
  return Number(kilobytes) * 1024 / MB;
}
