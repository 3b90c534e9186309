import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { applyEdits } from "../../../../lib/sandbox/job/rewrite/edit.ts";
import { guardSyntax } from "../../../../lib/sandbox/job/rewrite/guarded_syntax.ts";
import { parseJob } from "../../../../lib/sandbox/job/parse_job.ts";
import { parseJavaScript } from "../../../../lib/sandbox/job/syntax/parser.ts";
import { evaluate } from "../../../support/evaluate_job.ts";

/** Almost as long as a text may be. */
const LONG = "a".repeat(2 ** 26 - 1);
/** More characters than may become properties. */
const WIDE = "a".repeat(2 ** 20 + 1);

async function run(source: string, item: unknown): Promise<unknown> {
  return evaluate(await parseJob(source))(item);
}

/** Asserts that a job does with an item what would make a text too long. */
async function assertRefused(source: string, item: unknown): Promise<void> {
  await assertRejects(
    () => run(source, item),
    RangeError,
    "length over the sandbox limit",
  );
}

Deno.test.each([
  ["(s) => s + 'bc'"],
  ["(s) => { s += 'bc'; return s.length }"],
  ["(s) => `${s}bc`.length"],
  ["(s) => ('b' + ('c' + s)).length"],
])("A text that %s makes too long is refused", async (source) => {
  assertEquals(
    typeof await run(source, "a"),
    source.includes("length") ? "number" : "string",
  );
  await assertRefused(source, LONG);
});

Deno.test.each([
  ["(s) => Object.keys({ ...s }).length"],
  ["(s) => { let n = 0; for (const _ in s) n++; return n }"],
])("%s takes no long text apart into properties", async (source) => {
  assertEquals(await run(source, "abc"), 3);
  await assertRefused(source, WIDE);
});

Deno.test("Elements are spread unless their texts are too long together", async () => {
  const source = "(texts) => [].concat(...texts).length";
  assertEquals(await run(source, ["a", "b"]), 2);
  await assertRefused(source, Array(70).fill("a".repeat(2 ** 20)));
});

Deno.test("A private field is put on no object that is frozen", async () => {
  const source = `(base) => {
    class Stamp extends function (given) { return given } { #mark = 1;
      static has(value) { return #mark in value } }
    return Stamp.has(new Stamp(base));
  }`;
  const job = evaluate(await parseJob(source));
  assertEquals(job({}), true);
  assertThrows(() => job(Object.freeze({})), TypeError, "not extensible");
});

Deno.test("What is guarded has the value it had", async () => {
  const source = "(a) => [a + 1, `${a}!`, [...[a, a]], { ...{ a } }, -a + 2]";
  assertEquals(await run(source, 1), [2, "1!", [1, 1], { a: 1 }, 1]);
});

/** A text with its guards, and what declares them. */
function guarded(text: string, checkpoint?: string) {
  const { node } = parseJavaScript(text);
  const names = new Set<string>();
  const { declaration, opening, closing } = guardSyntax(node, {
    names,
    checkpoint,
  });
  const edited = applyEdits(text, [...closing, ...opening]);
  return { text: edited.text.replaceAll(/ (\w+)0\(/g, "$1("), declaration };
}

Deno.test.each([
  ["a + b + c", "grown(a + b + c)"],
  ["a + (b + c)", "grown(a + (grown(b + c)))"],
  ["1 + 2", "1 + 2"],
  ["-a + ~b", "-a + ~b"],
  ["a - b", "a - b"],
  ["a += b", "grown(a += b)"],
  ["`a${b}`", "grown(`a${b}`)"],
  ["`a`", "`a`"],
  ["t`a${b}`", "t`a${b}`"],
  ["f(...a)", "f(...spread(a))"],
  ["[...a]", "[...spread(a)]"],
  ["({...a})", "({...apart(a)})"],
  ["a(b + c)", "a(grown(b + c))"],
])(
  "What makes a text, or takes one apart, is guarded: %j",
  (text, expected) => {
    assertEquals(guarded(`() => ${text}`).text, `() => ${expected}`);
  },
);

Deno.test("Elements that are spread count as steps, where steps are counted", () => {
  const { declaration, text } = guarded("v => [...v]", "step");
  const named = text.replace("spread(", "spread0(");
  let steps = 0;
  const run = new Function("step", `${declaration}; return ${named}`);
  run(() => void steps++)(Array(33).fill(0));
  assertEquals(steps, 2);
});

Deno.test("Of one text only what it needs is declared, each once", () => {
  const { declaration } = guarded("(a, b) => [a + b, a + a]");
  assertEquals(declaration.match(/const /g)?.length, 1);
  assertEquals(guarded("a => a").declaration, "");
});
