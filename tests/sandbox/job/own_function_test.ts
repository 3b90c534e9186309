import { assertEquals } from "@std/assert";
import { ownFunction } from "../../../lib/sandbox/job/own_function.ts";
import { parseJavaScript } from "../../../lib/sandbox/job/syntax/parser.ts";

/** The text of the function that a text gives as its job. */
function shown(text: string): string | undefined {
  const own = ownFunction(parseJavaScript(text));
  return own && text.slice(own.start, own.end);
}

Deno.test.each<[text: string, own: string]>([
  ["n => n", "n => n"],
  ["((n => n))", "n => n"],
  ["function f(n) { return n }", "function f(n) { return n }"],
  ["export default n => n", "n => n"],
  ["export default function (n) {}", "function (n) {}"],
  ["const f = n => n; export default f", "n => n"],
  ["export default f; function f() {}", "function f() {}"],
  ["export const f = n => n; export default f", "n => n"],
  ["const g = 1, f = (n => n); export { g, f as default }", "n => n"],
])("%j shows that its job is %s", (text, own) => {
  assertEquals(shown(text), own);
});

Deno.test.each([
  ["const f = 1; export { f }"],
  ["let f; f = n => n; export default f"],
  ["const { f } = { f: n => n }; export default f"],
  ["export default missing"],
])("%j shows no function", (text) => {
  assertEquals(shown(text), undefined);
});
