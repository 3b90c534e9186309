import { Sandbox, type SandboxOptions } from "../../lib/mod.ts";

/** How a job is run, and on how many items. */
export type JobRun = SandboxOptions & { readonly count?: number };

/** What a job gives for each of the integers below `count`. */
export async function runJob(
  job: string,
  { count = 1, ...options }: JobRun,
): Promise<unknown[]> {
  const how = { unprivileged: true, workers: 1, ...options };
  await using sandbox = new Sandbox(job, how);
  const values: unknown[] = [];
  for await (const outcome of sandbox.map(Array(count).keys())) {
    values.push(outcome.ok ? outcome.value : outcome.error.message);
  }
  return values;
}
