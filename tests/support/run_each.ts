import {
  chooseJob,
  type Outcome,
  parseJob,
  Sandbox,
  type SandboxOptions,
} from "../../lib/mod.ts";

/** How jobs are run, and on which items. */
export type EachRun = SandboxOptions & { readonly items?: readonly unknown[] };

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
  const parsing = { steps: options.steps !== undefined };
  const by = `(_, { index }) => String(Math.floor(index / ${items.length}))`;
  const jobs = await Promise.all(
    texts.map((text) => parseJob(text, parsing)),
  );
  const job = chooseJob({
    by: await parseJob(by, parsing),
    jobs: new Map(jobs.map((job, at) => [String(at), job])),
  });
  const how = { unprivileged: true, workers: 1, ...options };
  await using sandbox = new Sandbox(job, how);
  const outcomes: Outcome[][] = texts.map(() => []);
  for await (const outcome of sandbox.map(texts.flatMap(() => items))) {
    outcomes[Math.floor(outcome.index / items.length)]?.push(outcome);
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

/** Makes what tests share when the first of them asks for it. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => made ??= make();
}
