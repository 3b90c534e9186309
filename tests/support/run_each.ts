import {
  chooseJob,
  type Job,
  type Outcome,
  parseJob,
  Sandbox,
  type SandboxOptions,
} from "../../lib/mod.ts";

/** How jobs are run, and on which items. */
export type EachRun = SandboxOptions & { readonly items?: readonly unknown[] };

/** A job, and how many items in a row are its. */
export interface Share {
  readonly job: string;
  readonly count: number;
}

/** Makes one job of many, by the position of an item: the first ones are the first's. */
export async function jobOfEach(
  shares: readonly Share[],
  parsing: { readonly steps?: boolean } = {},
): Promise<Job> {
  let end = 0;
  const ends = shares.map(({ count }) => end += count);
  const by = `(_, { index }) => {
    let at = 0;
    while (index >= [${ends}][at]) at++;
    return String(at);
  }`;
  const jobs = await Promise.all(
    shares.map(({ job }) => parseJob(job, parsing)),
  );
  return chooseJob({
    by: await parseJob(by, parsing),
    jobs: new Map(jobs.map((job, at) => [String(at), job])),
  });
}

/**
 * The outcomes of items, 0 alone unless told otherwise, for each of many jobs.
 *
 * All run in one worker: to start one costs as much as thousands of items. The index that
 * a job sees counts the items of all jobs.
 */
export async function runEach(
  texts: readonly string[],
  { items = [0], ...options }: EachRun = {},
): Promise<Outcome[][]> {
  const count = items.length;
  const job = await jobOfEach(texts.map((job) => ({ job, count })), {
    steps: options.steps !== undefined,
  });
  const how = { unprivileged: true, workers: 1, ...options };
  await using sandbox = new Sandbox(job, how);
  const outcomes: Outcome[][] = texts.map(() => []);
  for await (const outcome of sandbox.map(texts.flatMap(() => items))) {
    outcomes[Math.floor(outcome.index / count)]?.push(outcome);
  }
  return outcomes;
}

/** Runs all of a table's jobs when the first row asks; gives each row those of its own. */
export function shareRun(
  texts: readonly string[],
  how: EachRun = {},
): (text: string) => Promise<Outcome[]> {
  const all = once(() => runEach(texts, how));
  return async (text) => (await all())[texts.indexOf(text)] ?? [];
}

/** What an outcome says: the result, or the kind of failure. */
export function valueOrKind(outcome: Outcome): unknown {
  return outcome.ok ? outcome.value : outcome.error.kind;
}

/** What a table's jobs give, or the kind of failure, for each of their items. */
export function shareValues(
  texts: readonly string[],
  how: EachRun = {},
): (text: string) => Promise<unknown[]> {
  const outcomesOf = shareRun(texts, how);
  return async (text) => (await outcomesOf(text)).map(valueOrKind);
}

/** Makes what tests share when the first of them asks for it. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => made ??= make();
}
