import { assertEquals } from "@std/assert";
import { applyEdits } from "../../../../lib/sandbox/job/rewrite/edit.ts";
import { checkpointsOf } from "../../../../lib/sandbox/job/rewrite/loop_checkpoints.ts";
import { survey } from "../../../../lib/sandbox/job/survey.ts";
import { parseJavaScript } from "../../../../lib/sandbox/job/syntax/parser.ts";

function rewritten(text: string): string {
  const { loops } = survey(parseJavaScript(text));
  return applyEdits(text, checkpointsOf(loops, "c").edits).text;
}

Deno.test.each([
  ["() => { for (;;) { a } }", "() => { for (;;) {c(); a } }"],
  ["() => { while (a) b; d }", "() => { while (a) {c();b;} d }"],
  ["() => { do a; while (b) }", "() => { do {c();a;} while (b) }"],
  ["() => { for (;;); }", "() => { for (;;){c();;} }"],
  [
    "() => { for (a of b) for (d in e) f }",
    "() => { for (a of b) {c();for (d in e) {c();f}} }",
  ],
])("Each turn of %j calls the function first", (text, expected) => {
  assertEquals(rewritten(text), expected);
});

Deno.test("A text without a loop declares nothing", () => {
  assertEquals(checkpointsOf([], "c"), { declaration: "", edits: [] });
});
