import type { Job, ParseJobOptions } from "../../../mod.ts";
import { chooseJob, JobError, parseJob } from "../../../running.ts";
import type { JobTexts } from "./read_job.ts";

/**
 * Parses a job, or makes one of many.
 *
 * @throws {JobError} If one of them is none; its message begins with its name.
 */
export async function parseJobTexts(
  given: JobTexts,
  options: ParseJobOptions,
): Promise<Job> {
  if (typeof given === "string") return await parseJob(given, options);
  const jobs = new Map<string, Job>();
  for (const [name, text] of given.texts) {
    jobs.set(name, await parseNamed(name, text, options));
  }
  const isFunction = /=>|^\s*(?:async|function|export)\b/.test(given.by);
  const by = isFunction
    ? given.by
    : `item => item?.[${JSON.stringify(given.by)}]`;
  return chooseJob({ jobs, by: await parseNamed("--by", by, options) });
}

async function parseNamed(
  name: string,
  text: string,
  options: ParseJobOptions,
): Promise<Job> {
  try {
    return await parseJob(text, options);
  } catch (error) {
    if (!(error instanceof JobError)) throw error;
    const { kind, line, column, sourceLine } = error;
    throw new JobError(`${name}: ${error.message}`, {
      kind,
      ...(line !== undefined && { line }),
      ...(column !== undefined && { column }),
      ...(sourceLine !== undefined && { sourceLine }),
    });
  }
}
