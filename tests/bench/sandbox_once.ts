// One program that uses the sandbox, and what it waited for, as JSON on a line: started by
// sandbox_bench.ts with the way its workers are started.

import { Sandbox } from "../../lib/mod.ts";
import { median, print } from "./report.ts";

/** What a program waited for, in milliseconds. */
export interface Waits {
  readonly first: number;
  readonly second: number;
  readonly sequential: number;
  readonly concurrent: number;
}

/** How a program starts its workers. */
export type Way = "direct" | "nested" | "warmed";

const WARM_MS = 1_500;
const CALLS = 2_000;
const AT_ONCE = 1_000;

const way = Deno.args[0] as Way | undefined;
if (import.meta.main && way !== undefined) {
  if (way === "warmed") await warm();
  print(JSON.stringify(await waitsOf(way)));
}

async function warm(): Promise<void> {
  Sandbox.warm();
  await new Promise((resolve) => setTimeout(resolve, WARM_MS));
}

async function waitsOf(way: Way): Promise<Waits> {
  const options = { unprivileged: way === "direct" };
  const first = performance.now();
  await using sandbox = new Sandbox("n => n + 1", options);
  await sandbox.run(1);
  const answered = performance.now();
  await new Promise((resolve) => setTimeout(resolve, WARM_MS));
  const second = performance.now();
  await using other = new Sandbox("n => n + 2", options);
  await other.run(1);
  return {
    first: answered - first,
    second: performance.now() - second,
    sequential: await oneAfterAnother(sandbox),
    concurrent: await allAtOnce(sandbox),
  };
}

async function oneAfterAnother(sandbox: Sandbox): Promise<number> {
  const waits: number[] = [];
  for (let n = 0; n < CALLS; n++) {
    const start = performance.now();
    await sandbox.run(n);
    waits.push(performance.now() - start);
  }
  return median(waits.slice(CALLS / 2));
}

async function allAtOnce(sandbox: Sandbox): Promise<number> {
  const waits: number[] = [];
  for (let round = 0; round < 20; round++) {
    const start = performance.now();
    const items = Array.from({ length: AT_ONCE }, (_, n) => n);
    await Promise.all(items.map((n) => sandbox.run(n)));
    waits.push((performance.now() - start) / AT_ONCE);
  }
  return median(waits);
}
