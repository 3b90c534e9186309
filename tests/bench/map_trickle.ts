// How soon a result is there when lines come one at a time.

import { delay } from "../../lib/deps/std/delay.ts";
import { JOB, recordLines, resultLines } from "./map_data.ts";
import { demandSuccess, openPipe } from "./map_pipe.ts";
import { median, printTable } from "./map_report.ts";
import { SLUICE } from "./map_unconfined.ts";

const PERIOD_MS = 200;
/** By then the first worker has started, and no line waits for that. */
const START_MS = 1000;

/** Prints how long lines took that were sent one each 200 ms. */
export async function trickle(lines: number): Promise<void> {
  const child = openPipe(`${SLUICE} map '${JOB}'`);
  const received = receive(child.stdout);
  const sent = await send(child.stdin, lines);
  const { times, text } = await received;
  await demandSuccess(child);
  if (text !== resultLines(0, lines)) throw new Error("another output");
  const waits = times.map((time, n) => time - (sent[n] ?? NaN));
  const [first = NaN, ...others] = waits;
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  printTable(`A line each ${PERIOD_MS} ms (${lines} lines)`, [
    ["", "from line to result", "wanted"],
    ["the first, which starts a worker", ms(first), ""],
    ["the others, median", ms(median(others)), "< 50 ms"],
    ["the others, worst", ms(Math.max(...others)), "< 50 ms"],
  ]);
}

async function send(
  stdin: WritableStream<Uint8Array>,
  lines: number,
): Promise<number[]> {
  const times: number[] = [];
  const writer = stdin.getWriter();
  for (let n = 0; n < lines; n++) {
    times.push(performance.now());
    await writer.write(new TextEncoder().encode(recordLines(n, n + 1)));
    await delay(n === 0 ? START_MS : PERIOD_MS);
  }
  await writer.close();
  return times;
}

/** All that comes, and when each line of it was complete. */
async function receive(
  stdout: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<{ times: number[]; text: string }> {
  const times: number[] = [];
  let text = "";
  for await (const part of stdout.pipeThrough(new TextDecoderStream())) {
    const now = performance.now();
    text += part;
    for (const _ of part.matchAll(/\n/g)) times.push(now);
  }
  return { times, text };
}
