import { assertEquals, assertThrows } from "@std/assert";
import { JobDiagnostic } from "../../../lib/sandbox/job/job_diagnostic.ts";
import { survey } from "../../../lib/sandbox/job/survey.ts";
import { parseJavaScript } from "../../../lib/sandbox/job/syntax/parser.ts";

function surveyed(text: string) {
  const { names, loops, callables } = survey(parseJavaScript(text));
  const textOf = ({ start, end }: { start: number; end: number }) =>
    text.slice(start, end);
  return {
    names: [...names],
    loops: loops.map(textOf),
    callables: callables.map(({ type }) => type),
  };
}

Deno.test("Each kind of loop is found by its body, also within another", () => {
  const text = "() => { for (;;) a; for (x of b) { while (c) d } " +
    "for (y in e) f; do g; while (h) }";
  assertEquals(surveyed(text).loops, [
    "a;",
    "{ while (c) d }",
    "d",
    "f;",
    "g;",
  ]);
});

Deno.test("Names are all that the text spells, whatever they stand for", () => {
  const { names } = surveyed(
    "a => { let b = a.c; label: d({ e: 1, 'f': g }) }",
  );
  assertEquals(new Set(names), new Set([..."abcdeg", "label"]));
});

Deno.test("Whatever runs by being called or made is found", () => {
  const text = "() => { function f() {} class A { x = 1; static {} m() {} } }";
  assertEquals(surveyed(text).callables, [
    "ArrowFunctionExpression",
    "FunctionDeclaration",
    "PropertyDefinition",
    "StaticBlock",
    "FunctionExpression",
  ]);
});

Deno.test("A text catches something if it has a place to, wherever that is", () => {
  const catches = (text: string) => survey(parseJavaScript(text)).catches;
  assertEquals(catches("() => { try { a } finally {} }"), false);
  assertEquals(catches("() => () => { try { a } catch {} }"), true);
});

Deno.test("A text that breaks a rule anywhere, or is no function, is refused", () => {
  for (
    const text of ["() => import('a')", "1 + 1", "import 'a'; export default 1"]
  ) {
    assertThrows(() => surveyed(text), JobDiagnostic);
  }
});
