import { assert, assertEquals } from "@std/assert";
import { refusal } from "../../support/job_refusal.ts";

Deno.test.each<[source: string, line: number]>([
  ["import { x } from 'y'; export default x", 1],
  ["import 'y'; export default x => x", 1],
  ["import * as y from 'y'\nexport default y", 1],
  ["\nimport x from 'y' with { type: 'json' }; export default x", 2],
  ["import defer * as y from 'y'; export default y", 1],
  ["import source x from 'y'; export default x", 1],
  ["import fs = require('fs'); export default fs", 1],
  ["import {} from 'y'; export default (b: A) => b", 1],
  ["import { type A, b } from 'y'; export default b", 1],
  ["export * from 'y'", 1],
  ["export { default } from 'y'", 1],
  ["export { x as default } from 'y'", 1],
  ["import('y')", 1],
  ["x => import('y')", 1],
  ["x => import /* a */ ('y')", 1],
  ["x =>\n  import.defer('y')", 2],
  ["x => import.source('y')", 1],
  ["x => import.meta.url", 1],
  ["x => ({ ...import('y') })", 1],
  ["x => `${import('y')}`", 1],
  ["(x: number) => import('y')", 1],
  ["enum A { b }\nexport default () => import('y')", 2],
])("parseJob(%j) refuses to import", async (source, line) => {
  const error = await refusal(source);

  assertEquals(error.kind, "import");
  assertEquals(error.line, line);
  assert(error.message.includes("bundle it into one file"), error.message);
});

Deno.test.each<[source: string, message: string]>([
  ["", "an empty job"],
  [" ;\n; ", "an empty job"],
  ["// nothing", "an empty job"],
  ["export {}", "no default export"],
  ["const f = x => x", "no default export"],
  ["export const f = x => x", "no default export"],
  ["x => x, y => y", "two expressions"],
  ["x => x; y => y", "two expressions"],
  ["export default (x => x, y => y)", "two expressions"],
  ["5", "a value"],
  ["'text'", "a value"],
  ["item.price * 2", "a value"],
  ["`text`", "a string"],
  ["({ a: 1 })", "an object"],
  ["{ id: e.id, total: e.price * e.qty }", "an object"],
  ["{ a: 1 as number }", "an object"],
  ["[1]", "an array"],
  ["f = x => x", "an assignment"],
  ["class A {}", "a class"],
  ["export default class {}", "a class"],
  ["export default ({})", "an object"],
  ["function* f(x) {}", "a generator function"],
  ["await 1", "the top level"],
  ["const a = await 1; export default x => a", "the top level"],
  ["for await (const a of []) {} export default x => x", "the top level"],
  ["await using a = null; export default x => x", "the top level"],
  ["x => eval('1')", "eval"],
  ["x => (eval)('1')", "eval"],
  ["x => arguments[0]", "arguments"],
  ["x => () => ({ arguments })", "arguments"],
  ["x => argum\\u0065nts", "arguments"],
  ["export default x => [arguments].length", "arguments"],
  ["x => String.raw`import(1)`", "tagged template"],
])("parseJob(%j) refuses what is no job", async (source, message) => {
  const error = await refusal(source);

  assertEquals(error.kind, "form");
  assert(error.message.includes(message), error.message);
});
