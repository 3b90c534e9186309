import { assertEquals } from "@std/assert";
import * as acorn from "../../../../lib/deps/acorn.ts";
import { freeReferences } from "../../../../lib/sandbox/job/names/scopes.ts";
import { analyze } from "../../../support/eslint_scope.ts";

const OPTIONS = {
  ecmaVersion: "latest",
  sourceType: "module",
  preserveParens: true,
  ranges: true,
} as const;

/** The free names of a text, in the order of their first use. */
function freeNames(text: string): string {
  const root = acorn.parse(text, OPTIONS);
  const names = freeReferences(root).map(({ name }) => name);
  return [...new Set(names)].join(" ");
}

// Each text, with the names it uses and does not declare.
const TEXTS: [text: string, free: string][] = [
  // hoisting
  ["a; var a", ""],
  ["a(); function a() {}", ""],
  ["a; let a", ""],
  ["new A(); class A {}", ""],
  ["() => { { var a } a }", ""],
  ["() => { { let a } a }", "a"],
  ["() => { { const a = 1 } a }", "a"],
  ["() => { { function a() {} } a() }", "a"],
  ["() => { { class A {} } A }", "A"],
  ["if (a) { var b } b", "a"],
  ["() => { for (;;) { for (;;) { var a } } a }", ""],
  ["() => { try { var a } catch {} a }", ""],
  ["() => { switch (1) { case 1: { var a } } a }", ""],
  ["var a = a", ""],
  ["() => { a = 1; var a }", ""],
  ["() => { a = 1 }", "a"],
  // parameters and defaults
  ["(a, b = a, c = d) => [a, b, c]", "d"],
  ["(a = b) => { var b }", "b"],
  ["(a = () => b) => { let b }", "b"],
  ["({ a, b: { c }, ...d }) => [a, b, c, d]", "b"],
  ["([a, , [b] = c, ...d]) => [a, b, c, d]", "c"],
  ["({ [a]: b = c }) => b", "a c"],
  ["(...[a, b]) => a + b", ""],
  ["(a, b = (a) => a + c) => b", "c"],
  ["function f(a) { return f(a) } f", ""],
  ["(function f() { f() }); f", "f"],
  ["const g = function f() { return f }; g", ""],
  ["async (a) => await a + await b", "b"],
  ["function* f() { yield a; yield* b }", "a b"],
  ["a => b => c => [a, b, c, d]", "d"],
  ["function f() { return [arguments.length, new.target] }", ""],
  // destructuring
  ["const { a, b: c, ...d } = e; [a, b, c, d]", "e b"],
  ["const [a = b, [c] = [d]] = []; a + c", "b d"],
  ["const { [a + b]: c } = {}; c", "a b"],
  ["let a; ({ a, b } = c)", "b c"],
  ["let a; ({ a = b } = {}); [a.c, d.e] = []", "b d"],
  ["[...a] = b", "a b"],
  // loops
  ["for (let i = 0; i < n; i++) i; i", "n i"],
  ["for (var i = 0; i < n; i++) i; i", "n"],
  ["for (const a of b) a; a", "b a"],
  ["for (const a in b) { let a; a }", "b"],
  ["for (const [a, { b = c }] of d) a + b", "c d"],
  ["for (a of b) a", "a b"],
  ["for (a.b of c);", "a c"],
  ["async () => { for await (const a of b) a }", "b"],
  ["outer: for (;;) { inner: for (;;) { break outer; continue inner } }", ""],
  ["a: { break a } a", "a"],
  ["do { let a } while (a)", "a"],
  ["while (a) { let a }", "a"],
  // classes
  ["class A extends B { c = d; static e = A; [f] = 1; #g = h }", "B d f h"],
  [
    "class A { m(a = b) { return [a, c] } get [d]() {} set e(v) { v } }",
    "b c d",
  ],
  [
    "class A { static { let b; var c; b + c + d } m() { return [b, c] } }",
    "d b c",
  ],
  ["const A = class B { m() { return B } }; B", "B"],
  ["class A { #p; has(o) { return #p in o } }", ""],
  ["class A { static async *[a]() { yield this.b } }", "a"],
  ["class A extends (class B { static c = B }) {} B", "B"],
  ["class A { constructor() { super.b; this.c } }", ""],
  // catch
  ["try {} catch { a }", "a"],
  ["try {} catch (a) { a } a", "a"],
  ["try {} catch ({ a, b = c }) { a + b }", "c"],
  ["try {} catch (a) { var b = a } finally { b }", ""],
  // switch
  ["switch (a) { case b: let c; default: c } c", "a b c"],
  ["switch (a) { case 1: let a }", "a"],
  // names that are no variables
  ["a.b.c; a?.d?.[e]?.(f)", "a e f"],
  [
    "({ a, b: c, [d]: e, f() {}, get g() {}, async h() {}, ...i })",
    "a c d e i",
  ],
  ["({ a: b } = c)", "b c"],
  ["x => ({ id: x.id, x, y })", "y"],
  ["`${a}${`${b}`}`; c`${d}`", "a b c d"],
  ["new A.B(c); new (d())()", "A c d"],
  ["typeof a; typeof (b); typeof c.d", "a b c"],
  ["a++; --b; c ??= d; e **= f", "a b c d e f"],
  ["a ? b : c; a && b || (c, d)", "a b c d"],
  ["/(?<a>x)\\k<a>/.test(b)", "b"],
  // modules
  ["const a = 1; export { a as b }; b", "b"],
  ["export { f as default }; function f() {}", ""],
  ["export const { a, b: [c] } = d; a + c", "d"],
  ["export default function f() { return f } f", ""],
  ["export default class A {} A", ""],
  ["export default (class A {}); A", "A"],
  ["export default function () { return a }", "a"],
  // names of the language are names as well
  ["undefined; NaN; globalThis", "undefined NaN globalThis"],
  ["let undefinedd; const NaN2 = undefinedd; NaN2", ""],
];

Deno.test.each(TEXTS)("The free names of %j are %j", (text, free) => {
  assertEquals(freeNames(text), free);
});

Deno.test.each(TEXTS)(
  "eslint-scope finds the same free names in %j",
  (text) => {
    const tree = acorn.parse(text, OPTIONS) as never;
    const options = { ecmaVersion: 2022, sourceType: "module" } as const;
    const { globalScope } = analyze(tree, options);
    const through = globalScope?.through ?? [];
    const theirs = through.map(({ identifier }) => identifier.name);

    assertEquals(
      freeNames(text).split(" ").filter((name) => name !== "").sort(),
      [...new Set(theirs)].sort(),
    );
  },
);

Deno.test.each([
  ["a + 1", "read"],
  ["a = 1", "write"],
  ["a++", "write"],
  ["[a] = []", "write"],
  ["({ b: a = 1 } = {})", "write"],
  ["for (a of []);", "write"],
  ["(a) = 1", "write"],
  ["a.b = 1", "read"],
  ["typeof a", "typeof"],
  ["typeof (a)", "typeof"],
  ["typeof a.b", "read"],
])("In %j the name is used to %s", (text, usage) => {
  const root = acorn.parse(text, OPTIONS);

  assertEquals(freeReferences(root).map(({ usage }) => usage), [usage]);
});

Deno.test("Chains and sums as long as the parser takes do not end the search", () => {
  const chain = `x => x${".a()".repeat(20_000)} + y`;
  const sum = `x => z${"+x".repeat(3_000)}`;

  assertEquals([freeNames(chain), freeNames(sum)], ["y", "z"]);
});
