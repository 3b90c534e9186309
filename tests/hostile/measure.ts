// Makes attempts one after another, and prints what the process took meanwhile:
//   deno run --no-prompt tests/hostile/measure.ts [--nested] NAME...
// A process of its own, because memory is counted by the process.

import process from "node:process";
import { Sandbox } from "../../lib/mod.ts";
import { PLAIN, readAttempt } from "./attempt.ts";
import * as index from "./index.ts";
import { isMet, outcomeOf } from "./run_attempt.ts";

/** What came of attempts. */
export interface Measured {
  /** What went otherwise than it should. */
  readonly complaints: readonly string[];
  /** Most memory of the process above what it had before, in MB. */
  readonly peakMb: number;
}

/** After so long nothing may be left of what was ended, in milliseconds. */
const SETTLED_MS = 1_000;

const rss = () => process.memoryUsage().rss / 2 ** 20;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The time over which the processor is looked at, in milliseconds. */
const LOOK_MS = 100;

/** Waits until less than a third of a core is busy; false if that takes too long. */
async function settles(): Promise<boolean> {
  const end = performance.now() + SETTLED_MS;
  while (performance.now() < end) {
    const before = process.cpuUsage();
    await wait(LOOK_MS);
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1000 < LOOK_MS / 3) return true;
  }
  return false;
}

/** Makes one attempt, with an honest item before and after it. */
async function make(
  name: string,
  unprivileged: boolean,
): Promise<string[]> {
  const text = (index as Record<string, string>)[name.replace("/", "$")] ?? "";
  const { job, options, expected } = readAttempt(name, text);
  await using sandbox = new Sandbox(job, { ...options, unprivileged });
  const complaints: string[] = [];
  const outcomes = [
    await outcomeOf(sandbox, PLAIN, 20_000),
    await outcomeOf(sandbox, 1, 3_000),
  ];
  if (!expected.some((wanted) => isMet(wanted, outcomes[1] ?? ""))) {
    complaints.push(`${name}: ${outcomes[1]}`);
  }
  if (!await settles()) complaints.push(`${name}: goes on after its outcome`);
  outcomes.push(await outcomeOf(sandbox, PLAIN, 20_000));
  for (const at of [0, 2]) {
    if (outcomes[at] !== `value "${PLAIN}"`) {
      complaints.push(`${name}: ${outcomes[at]}`);
    }
  }
  return complaints;
}

if (import.meta.main) {
  const [, ...names] = process.argv.slice(1);
  const isNested = names[0] === "--nested";
  const before = rss();
  let peak = 0;
  const watch = setInterval(() => peak = Math.max(peak, rss()), 5);
  const complaints: string[] = [];
  for (const name of isNested ? names.slice(1) : names) {
    complaints.push(...await make(name, !isNested));
  }
  clearInterval(watch);
  const measured: Measured = { complaints, peakMb: peak - before };
  process.stdout.write(JSON.stringify(measured) + "\n", () => process.exit());
}
