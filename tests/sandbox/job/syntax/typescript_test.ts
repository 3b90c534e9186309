import { assertEquals } from "@std/assert";

import type { Job } from "../../../../lib/sandbox/job/job.ts";
import { parseJob } from "../../../../lib/sandbox/job/parse_job.ts";
import { evaluate } from "../../../support/evaluate_job.ts";
import { assertSyntaxError } from "../../../support/job_refusal.ts";

Deno.test.each<[source: string, form: Job["form"], result: unknown]>([
  ["(n: number): number => n ** 2", "expression", 9],
  ["function (x: number) { return x }", "expression", 3],
  ["function (x: number) { return x }; // number", "expression", 3],
  ["\uFEFF(x: number) => x", "expression", 3],
  ["(x: 'é😀漢') => '😀' + x", "expression", "😀3"],
  ["(x: any) => <number>x", "expression", 3],
  ["export default <T,>(x: T): T => x", "module", 3],
  ["export default (x: unknown) => (x as number) satisfies any", "module", 3],
  ["enum A { b = 4 } export default (): number => A.b", "module", 4],
  ["namespace A { export const b = 4 } export default () => A.b", "module", 4],
  [
    "class A { constructor(readonly a: number) {} }\n" +
    "export default (x: number) => new A(x).a",
    "module",
    3,
  ],
  ["import type { A } from './a.ts'; export default (x: A) => x", "module", 3],
  ["import { type A } from './a.ts'; export default (x: A) => x", "module", 3],
  [
    "import { type A, type B as C } from './a.ts'\nexport default (x: A) => x",
    "module",
    3,
  ],
  [
    "import { type A } from './a.ts'; enum B { c = 4 } export default (x: A) => B.c",
    "module",
    4,
  ],
  [
    "export { type A } from './a.ts'; export default (x: any) => x",
    "module",
    3,
  ],
  [
    "interface A { b: number }\nconst f = (x: A) => x\nexport { f as default }",
    "module",
    3,
  ],
])("parseJob(%j) takes TypeScript", async (source, form, result) => {
  const job = await parseJob(source);

  assertEquals({ form: job.form, source: job.source }, { form, source });
  assertEquals(evaluate(job)(3), result);
});

Deno.test("parseJob() keeps long TypeScript that is not deep", async () => {
  const step = "if (x < 1) { const y: number = x as number; return y + 1 }\n";
  const job = await parseJob(`(x: any) => {\n${step.repeat(200)}return x }`);

  assertEquals(evaluate(job)(3), 3);
});

Deno.test.each<[source: string, place: string, message: string]>([
  [
    "export default async<T>()=>{for await(y of[]){l:n}enum",
    "1:25",
    'unexpected ")"',
  ],
  ["class P{}export type", "1:17", 'unexpected "type"'],
  ["export default (x: ) => x", "1:20", 'unexpected ")"'],
  ["export default (x: number => x", "1:27", 'unexpected "="'],
  ["(n: number) => { const x: = 1 }", "1:27", 'unexpected "="'],
  ["(x: A<", "1:7", "unexpected end of the text"],
  ["(x: number) => {\n  let s: string = 'abc; }", "2:19", "unterminated"],
  ["(x: number) => x as", "1:20", "unexpected end of the text"],
  ["let a: A; let a = 2; export default 1", "1:15", "'a' has already"],
])(
  "parseJob(%j) says where the mistake is",
  (source, place, message) => assertSyntaxError(source, { place, message }),
);
