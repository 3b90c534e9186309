import { type Job, makeJob } from "../../lib/sandbox/job/job.ts";

/** A job of an expression that nobody checked, for attempts that begin behind the checks. */
export function uncheckedJob(source: string): Job {
  return makeJob({
    source,
    form: "expression",
    text: `() => (${source})`,
    needs: [],
    noResultReason: undefined,
    origin: () => undefined,
    isCounted: false,
    takesTools: false,
    count: () => Promise.reject(new Error("an unchecked job is not counted")),
  });
}
