import { assert, assertEquals, assertRejects } from "@std/assert";
import { JobError } from "../../lib/errors.ts";
import { parseJob } from "../../lib/sandbox/job/parse_job.ts";

/** Why a text is no job. */
export function refusal(source: string): Promise<JobError> {
  return assertRejects(() => parseJob(source), JobError);
}

/** Asserts where a text cannot be parsed, as `line:column`, and what is said of it. */
export async function assertSyntaxError(
  source: string,
  { place, message }: { readonly place: string; readonly message: string },
): Promise<void> {
  const error = await refusal(source);
  assertEquals(error.kind, "syntax");
  assertEquals(`${error.line}:${error.column}`, place);
  assert(error.message.startsWith("Cannot parse the job: "), error.message);
  assert(error.message.includes(message), error.message);
}
