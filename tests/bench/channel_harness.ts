import { median } from "./report.ts";

/** What one run moved, and how long that took. */
export interface Run {
  /** Milliseconds. */
  readonly ms: number;
  /** The sum of all that came out; a wrong one ends the comparison. */
  readonly sum: number;
}

/** One of those compared. */
export interface Contender {
  /** How tables call it. */
  readonly name: string;
  /** Does the work once and measures it. */
  run(): Promise<Run>;
}

/** One row of a table: who did how well at what. */
export interface Case {
  /** What is done. */
  readonly title: string;
  /** Operations in one run, for the figure of operations a second. */
  readonly operations: number;
  /** What each run has to come to. */
  readonly sum: number;
  /** The first is ours, the second is the one that ratios are about. */
  readonly contenders: readonly Contender[];
}

/** What was measured for one case. */
export interface Outcome {
  readonly title: string;
  /** Operations a second, median of the rounds, by name. */
  readonly speed: ReadonlyMap<string, number>;
  /** How many times as fast as each other one ours was, by name. */
  readonly ratio: ReadonlyMap<string, number>;
}

/** How often the contenders take turns. */
export interface Rounds {
  /** Rounds before measuring. */
  readonly warm: number;
  /** Rounds that count. */
  readonly counted: number;
}

/** Measures work that gives the sum of what came out. */
export async function timed(work: () => Promise<number>): Promise<Run> {
  const start = performance.now();
  const sum = await work();
  return { ms: performance.now() - start, sum };
}

/**
 * Compares contenders that take turns, each round beginning with another one.
 *
 * A ratio is the median of the ratios within each round, so that a load that
 * comes and goes touches both sides of it.
 */
export async function compare(what: Case, rounds: Rounds): Promise<Outcome> {
  const times = new Map<string, number[]>();
  for (const { name } of what.contenders) times.set(name, []);
  for (let round = -rounds.warm; round < rounds.counted; round++) {
    for (const { name, ms } of await takeTurns(what, round + rounds.warm)) {
      if (round >= 0) times.get(name)?.push(ms);
    }
  }
  return outcome(what, times);
}

async function takeTurns(
  what: Case,
  first: number,
): Promise<{ name: string; ms: number }[]> {
  const laps = [];
  for (let turn = 0; turn < what.contenders.length; turn++) {
    const index = (first + turn) % what.contenders.length;
    const { name, run } = what.contenders[index] as Contender;
    const { ms, sum } = await run();
    if (sum !== what.sum) {
      throw new Error(
        `Cannot compare ${what.title}: ${name} came to ${sum}, not ${what.sum}`,
      );
    }
    laps.push({ name, ms });
    // Timers and listeners of this one must not run in the time of the next.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return laps;
}

function outcome(
  what: Case,
  times: ReadonlyMap<string, readonly number[]>,
): Outcome {
  const ours = times.get(what.contenders[0]?.name ?? "") ?? [];
  const speed = new Map<string, number>();
  const ratio = new Map<string, number>();
  for (const [name, laps] of times) {
    speed.set(name, what.operations / median(laps) * 1000);
    ratio.set(name, median(laps.map((ms, lap) => ms / (ours[lap] ?? NaN))));
  }
  return { title: what.title, speed, ratio };
}

/** The mean of ratios. */
export function geometricMean(ratios: readonly number[]): number {
  const logs = ratios.map(Math.log);
  return Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
}
