import { assert, assertEquals } from "@std/assert";
import { quickText } from "../../../../lib/sandbox/job/job.ts";
import { parseJob } from "../../../../lib/sandbox/job/parse_job.ts";
import { applyEdits } from "../../../../lib/sandbox/job/rewrite/edit.ts";
import { quickReads } from "../../../../lib/sandbox/job/rewrite/quick_reads.ts";
import { parseJavaScript } from "../../../../lib/sandbox/job/syntax/parser.ts";
import { SeededRandom } from "../../../support/seeded_random.ts";

// `deno task fuzz:texts` tries many more.
const [rounds = 1] = Deno.args.map(Number);

/** The second text of an expression, whose reads ask `q`. */
function quick(source: string): string | undefined {
  const edits = quickReads(parseJavaScript(source).node, "q");
  return edits &&
    applyEdits(source, [...edits.closing, ...edits.opening]).text;
}

Deno.test.each<[source: string, text: string | undefined]>([
  ["e => e.a", "e => q(e,0).a"],
  ["e => e.a.b", "e => q(q(e,1).a,0).b"],
  ["e => e.a.b(e.c)", "e => q(q(e,1).a,0).b(q(e,2).c)"],
  ["e => e['a b'].c[0]", "e => q(q(q(e,2)['a b'],1).c,0)[0]"],
  ["e => (e.a || e).b", "e => q((q(e,1).a || e),0).b"],
  ["e => e.a.b`x`", "e => q(q(e,1).a,0).b`x`"],
  // Another key is looked at before the value that it is a key of.
  ["e => e.a[e.b]", "e => q(e,0).a[q(e,1).b]"],
  // What is set is looked at after the value that it is set to.
  ["e => e.a.b = e.c", "e => q(e,0).a.b = q(e,1).c"],
  [
    "e => { e.a.b++; delete e.c.d }",
    "e => { q(e,0).a.b++; delete q(e,1).c.d }",
  ],
  ["e => { [e.a.b] = e }", "e => { [q(e,0).a.b] = e }"],
  ["e => { ({ a: e.b } = e.c) }", "e => { ({ a: e.b } = q(e,0).c) }"],
  ["e => { for (e.a.b of e.c); }", "e => { for (q(e,0).a.b of q(e,1).c); }"],
  // A call would cut a chain in two, and lend its arguments to `new`.
  ["e => e?.a.b + e.c?.d.f", "e => e?.a.b + q(e,0).c?.d.f"],
  ["e => (e?.a).b", "e => q((e?.a),0).b"],
  ["e => new e.A.B(e.c).d", "e => new e.A.B(q(e,0).c).d"],
  // These are there.
  ["e => 'a'.b + [e].c + `${e}`.d + e", undefined],
])("%j asks before it reads", (source, text) => {
  assertEquals(quick(source), text);
});

Deno.test.each([
  ["reads nothing", "e => e + 1"],
  ["sees its errors", "e => { try { return e.a.b } catch (x) { return x } }"],
  ["goes on after an error", "e => { try { return e.a } finally { e.b } }"],
  ["writes lines", "e => { console.log(e.a); return e.b.c }"],
  ["reads too often", `e => [${"e.a,".repeat(1_001)}]`],
])("A text that %s has no second one", (_what, source) => {
  assertEquals(quick(source), undefined);
});

Deno.test("A job takes its second text along, unless that is long or counts steps", async () => {
  const read = "e => e.a.b";
  assert(quickText(await parseJob(read))?.includes("read0(read0(e,1).a,0).b"));
  const long = `${read} + "${"x".repeat(9_000)}"`;
  assertEquals(quickText(await parseJob(long)), undefined);
  assertEquals(quickText(await parseJob(read, { steps: true })), undefined);
});

/** Writes random expressions that read, set and call what may be nothing. */
class Writer {
  constructor(readonly random: SeededRandom) {}

  name(): string {
    return this.random.pick(["a", "b", "c", "f", "g"]);
  }

  expression(depth: number): string {
    const { random } = this;
    if (depth <= 0) return random.pick(["e", "e.a", "x", "1", "'s'", "null"]);
    const any = () => this.expression(depth - 1);
    const base = () => `(${this.expression(depth - 1)})`;
    const name = this.name();
    return random.pick([
      () => `${any()}`.match(/^[ex][.a-z]*$/) ? `e.${name}.b` : `${base()}.a`,
      () => `${base()}.${name}`,
      () => `e.${name}.${this.name()}`,
      () => `e?.${name}.a${random.pick(["", ".b", "?.c"])}`,
      () => `${base()}[${random.pick(["0", "'a'", any()])}]`,
      () => `${base()}.${name}(${any()})`,
      () => `(${any()} ${random.pick(["+", "||", "&&", "??", ","])} ${base()})`,
      () => `(${any()} ? ${any()} : ${any()})`,
      () => `[${any()}, ...[${any()}]]`,
      () => `({ p: ${any()}, ...${base()} })`,
      () => "`${" + any() + "}`",
      () => `(x.${name}.b = ${any()})`,
      () => `((y) => ${any()})(${any()})`,
      () => `(({ a, b = ${any()} }) => a)(${any()})`,
      () => `(delete x.${name}.b)`,
      () => `(x.${name}++, [x.a] = [${any()}])`,
    ])();
  }
}

/** What comes of a call, in words. */
function outcome(call: () => unknown): string {
  try {
    return `${JSON.stringify(call(), (_, value) => value ?? `${value}`)}`;
  } catch (error) {
    return `failed: ${error instanceof Error ? error.message : error}`;
  }
}

const ITEMS: readonly (() => unknown)[] = [
  () => ({ a: { f: (x: unknown) => x }, b: { b: { c: [2] } }, g: null }),
  () => ({}),
  () => null,
];

Deno.test("Random texts come to the same by both, and fail at the reads that are asked", async () => {
  const random = new SeededRandom(67);
  const writer = new Writer(random);
  let quickFailures = 0;
  for (let round = 0; round < rounds * 300; round++) {
    const expression = writer.expression(1 + random.below(5));
    const source =
      `(e) => { const x = { a: {}, b: null, c: [1] }; return ${expression} }`;
    const job = await parseJob(source);
    const text = quickText(job);
    if (text === undefined) continue;
    const known: string[] = [];
    let asked: number[] = [];
    let isKnown = false;
    const read = (value: unknown, place: number) => {
      if (value !== undefined && value !== null) return value;
      const what = 2 * place + (value === null ? 1 : 0);
      asked.push(what);
      isKnown = known[what] !== undefined;
      if (isKnown) throw new TypeError(known[what]);
      return value;
    };
    const run = (factory: () => (item: unknown) => unknown, item: unknown) =>
      outcome(() => factory()(item));
    const first = (0, eval)(job.factory);
    const second = (0, eval)(text)(undefined, undefined, read);
    for (const item of [...ITEMS, ...ITEMS]) {
      asked = [];
      isKnown = false;
      const expected = run(first, item());
      const found = run(second, item());
      if (isKnown) quickFailures++;
      // What quotes the text quotes what was put into it: such items run again.
      if (/read0|intermediate value/.test(found)) continue;
      assertEquals(found, expected, source);
      const [what = 0] = asked;
      if (asked.length !== 1 || !found.startsWith("failed: Cannot read")) {
        continue;
      }
      known[what] = found.replace("failed: ", "");
    }
  }
  assert(quickFailures > rounds * 100, `${quickFailures}`);
});
