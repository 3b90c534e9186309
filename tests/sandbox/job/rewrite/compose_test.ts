import { assert, assertEquals } from "@std/assert";
import { parseJob } from "../../../../lib/sandbox/job/parse_job.ts";
import { evaluate } from "../../../support/evaluate_job.ts";
import { refusal } from "../../../support/job_refusal.ts";

Deno.test.each<[source: string, place: string, message: string]>([
  ["1) , (2", "1:2", 'unexpected ")"'],
  ["} , {", "1:1", 'unexpected "}"'],
  ["x => x }; () => { x", "1:8", 'unexpected "}"'],
  ["x => x */ /*", "1:13", "unexpected end of the text"],
])(
  "parseJob(%j) cannot close what it is put into",
  async (source, place, message) => {
    const error = await refusal(source);

    assertEquals(error.kind, "syntax");
    assertEquals(`${error.line}:${error.column}`, place);
    assert(error.message.startsWith("Cannot parse the job: "), error.message);
    assert(error.message.includes(message), error.message);
  },
);

Deno.test.each<[source: string, result: unknown]>([
  ["let \\u006aob0 = 2; export default () => job0", 2],
  [
    "let checkpoint0 = 3; export default () => { for (;;) return checkpoint0 }",
    3,
  ],
  [
    "let present0 = 4; export default () => typeof a !== 'string' && present0 || a",
    4,
  ],
])(
  "The names of our own in %j are others than its own",
  async (source, result) => {
    assertEquals(evaluate(await parseJob(source))(), result);
  },
);
