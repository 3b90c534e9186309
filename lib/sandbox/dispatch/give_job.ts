import { type OpenCalls, openCalls } from "../context/open_calls.ts";
import { countedJob, type Job, quickText } from "../job/job.ts";
import { checkJobNeeds, parseJob } from "../job/parse_job.ts";
import type { Limits } from "../limits.ts";
import type { Dispatcher } from "./dispatcher.ts";

/** Whom a job is given to, and what it may have. */
export interface GivenTo {
  readonly dispatcher: Dispatcher;
  readonly limits: Limits;
}

/** Gives a job to the workers that there are and will be; resolves to its calls. */
export async function giveJob(
  text: string | Job,
  { dispatcher, limits }: GivenTo,
): Promise<OpenCalls | undefined> {
  const { endowments, steps } = limits.realm;
  const isCounted = steps !== undefined;
  const given = typeof text === "string"
    ? await parseJob(text, { endowments, steps: isCounted })
    : text;
  const job = isCounted ? await countedJob(given) : given;
  checkJobNeeds(job, endowments);
  const { context, record, replay } = limits;
  const calls = await openCalls(context, { record, replay });
  dispatcher.callHost = calls?.host;
  dispatcher.fleet.setJob({
    factory: job.factory,
    takesTools: job.takesTools,
    quick: quickText(job),
    trace: (frames) => job.trace(frames),
    context: context.message,
  });
  return calls;
}
