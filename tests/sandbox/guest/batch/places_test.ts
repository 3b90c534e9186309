import { assert, assertEquals } from "@std/assert";
import {
  type ItemError,
  Sandbox,
  type SandboxOptions,
} from "../../../../lib/mod.ts";
import { shareRun } from "../../../support/run_each.ts";

const OPTIONS: SandboxOptions = { unprivileged: true, workers: 1 };

/** What a job throws for an item. */
type FailureOf = (job: string) => Promise<ItemError>;

/** What each of some jobs throws; all of them run when the first is asked for. */
function failures(
  jobs: readonly string[],
  options: SandboxOptions = {},
): FailureOf {
  const outcomesOf = shareRun(jobs, { items: [3], ...options });
  return async (job) => {
    const [outcome] = await outcomesOf(job);
    assert(outcome !== undefined && !outcome.ok, "it gave a result");
    return outcome.error;
  };
}

/** The places that a text marks by 1, 2 … in comments, as a stack shows them. */
function marked(text: string): string[] {
  const places: string[] = [];
  for (const { 0: mark, 1: number, index } of text.matchAll(/\/\*(\d)\*\//g)) {
    const before = text.slice(0, index + mark.length).split(/\r\n?|\n/);
    const column = (before.at(-1)?.length ?? 0) + 1;
    places[Number(number) - 1] = `    at job:${before.length}:${column}`;
  }
  return places;
}

const PLACES: readonly [what: string, job: string][] = [
  ["a throw", "(e) => {\n  throw /*1*/new Error('a') }"],
  ["an expression", "(e) => e.a./*1*/b"],
  ["a function", "function job(e) {\r\n\tnull./*1*/a }"],
  ["a module", "export default (e) => {\n\n throw /*1*/new TypeError('a') }"],
  [
    "an exported name",
    "const f = (e) => { throw /*1*/new Error('a') }\nexport { f as default }",
  ],
  [
    "a call of another function",
    "const f = () => { throw /*1*/new Error('a') };\n" +
    "export default (e) => /*2*/f()",
  ],
  [
    "an async function",
    "async (e) => { await null; throw /*1*/new Error('a') }",
  ],
  [
    "an async function of another",
    "const f = async () => { await null; throw /*1*/new Error('a') };\n" +
    "export default async (e) => { /*2*/await f() }",
  ],
  [
    "a callback of map",
    "(e) => [e]./*2*/map((x) => { throw /*1*/new Error('a') })",
  ],
  ["a callback of sort", "(e) => [2, 1]./*2*/sort(() => null./*1*/a)"],
  [
    "a callback of flatMap",
    "(e) => [1]./*2*/flatMap(() => { throw /*1*/new Error('a') })",
  ],
  ["a getter", "(e) => ({ get a() { throw /*1*/new Error('a') } })./*2*/a"],
  [
    "a setter",
    "(e) => { ({ set a(v) { throw /*1*/new Error('a') } }).a /*2*/= 1 }",
  ],
  [
    "a constructor",
    "class A { constructor() { throw /*1*/new Error('a') } }\n" +
    "export default (e) => /*2*/new A()",
  ],
  [
    "a field of a class",
    "/*2*/class A { a = null./*1*/b }\nexport default (e) => { /*3*/new A() }",
  ],
  ["a default", "(e, { a = null./*1*/b } = {}) => a"],
  [
    "a generator",
    "function* f() { throw /*1*/new Error('a') }\nexport default (e) => [.../*2*/f()]",
  ],
  [
    "an error of a class of the job",
    "class A extends RangeError {}\n" +
    "export default (e) => { throw /*1*/new A('a') }",
  ],
  [
    "an error made before it is thrown",
    "(e) => { const a = /*1*/new Error('a');\n throw a }",
  ],
  ["a method of the language", "(e) => JSON./*1*/parse('{')"],
  ["a regular expression", "(e) => /*1*/new RegExp('(')"],
  ["a method that is guarded", "(e) => 'a'./*1*/repeat(2 ** 40)"],
  ["a name that is not there", "(e) => /*1*/fetch(e)"],
  [
    "a name in a constructor",
    "const f = (e) => new (/*1*/Worker)(e);\nexport default (e) => /*2*/f(e)",
  ],
  [
    "text after a loop",
    "(e) => { for (let i = 0; i < 2; i++) { } throw /*1*/new Error('a') }",
  ],
  ["a loop", "(e) => { for (const a of [1]) throw /*1*/new Error('a') }"],
  [
    "text after words that the layer below refuses",
    "(e) => { 'import(1) -->'; throw /*1*/new Error('a') }",
  ],
  [
    "text after comments",
    "/* é😀\n */ (e) => /* a */ { // b\n throw /*1*/new Error('a') }",
  ],
  [
    "text after wide characters",
    "(e) => { const a = 'é😀漢'; throw /*1*/new Error(a) }",
  ],
  [
    "text after other ends of lines",
    "(e) => { const a = `\u2028\r\n`;\r throw /*1*/new Error('a') }",
  ],
  ["text after a mark of order", "\uFEFF(e) => { throw /*1*/new Error('a') }"],
  [
    "TypeScript",
    "(e: number): never => {\n  throw /*1*/new Error('a' as string) }",
  ],
  [
    "TypeScript that is rewritten",
    "enum A { B = 1 }\nnamespace N { export const b: number = 2 }\n" +
    "class C { constructor(private readonly c: string) {}\n" +
    "  d(): string { throw /*1*/new Error(this.c) } }\n" +
    "export default (e: number) => {\n  const c = new C('é😀');\n  return c./*2*/d() }",
  ],
  [
    "TypeScript with a wide type",
    "(e: 'é😀漢') => { throw /*1*/new Error('a') }",
  ],
];

const placed = failures(PLACES.map(([, job]) => job), { endowments: [] });

Deno.test.each(PLACES)(
  "The place of %s is in the job's own text",
  async (_what, job) => {
    const error = await placed(job);
    const [first = "", ...others] = error.stack?.split("\n") ?? [];

    assertEquals(first, `ItemError: ${error.message}`);
    assertEquals(others, marked(job));
    assertEquals(others[0], `    at job:${error.line}:${error.column}`);
  },
);

const PLACELESS = [
  ["(e) => { throw 'a' }"],
  ["(e) => { throw { stack: 'at job:1:1', line: 1, column: 1 } }"],
  ["(e) => { throw new Proxy(new Error('a'), {}) }"],
  ["(e) => { throw Object.create(new Error('a')) }"],
  ["(e) => { throw Object.defineProperty(new Error('a'), 'stack', { get() { throw 1 } }) }"],
] as const;

const placeless = failures(PLACELESS.map(([job]) => job));

Deno.test.each(PLACELESS)(
  "What %j throws has no place, and none can be claimed",
  async (job) => {
    const error = await placeless(job);

    assertEquals([error.line, error.column], [undefined, undefined]);
    assertEquals(error.stack, `ItemError: ${error.message}`);
  },
);

Deno.test("The places of a run are the same in every worker and every run", async () => {
  const job =
    "const f = async (e) => { await null; [e].map(() => null.a) };\n" +
    "export default async (e) => { await f(e) }";
  const stacks = new Set<string | undefined>();
  for (const workers of [1, 2]) {
    await using sandbox = new Sandbox(job, { ...OPTIONS, workers });
    for await (const outcome of sandbox.map(Array(500).keys())) {
      stacks.add(outcome.ok ? "a result" : outcome.error.stack);
    }
  }
  assertEquals(stacks.size, 1);
});

Deno.test("A job that throws while it loads is refused with the place", async () => {
  await using sandbox = new Sandbox(
    "const a = null;\na.b; export default () => 1",
    OPTIONS,
  );
  const error = await sandbox.run(1).then(() => undefined, (error) => error);

  assertEquals([error.kind, error.line, error.column], ["load", 2, 3]);
  assertEquals(error.sourceLine, "a.b; export default () => 1");
});

Deno.test("A job reads nothing of where it is", async () => {
  const job = `(e) => {
    const seen = [];
    const look = (error) => {
      seen.push(error.stack, ...Object.getOwnPropertyNames(error));
      seen.push(typeof Error.captureStackTrace, String(Error.prepareStackTrace));
    };
    look(new Error("a"));
    try { null.a } catch (error) { look(error) }
    try { fetch() } catch (error) { look(error) }
    try { Error.prepareStackTrace = (error, calls) => seen.push(calls) } catch {}
    try { Error.stackTraceLimit = 1000 } catch {}
    look(new RangeError("b"));
    return seen;
  }`;
  await using sandbox = new Sandbox(job, OPTIONS);
  const seen = JSON.stringify(await sandbox.run(1));

  assert(!/sluice|file:|data:|node_modules|ext:|evaluate|at /.test(seen), seen);
});

const CALLED =
  "const f = () => { throw new Error('a') };\nexport default () => f()";

const TRACED = [
  ["(e) => 'a'.repeat(2 ** 40)"],
  ["(e) => JSON.parse('{')"],
  ["(e) => new RegExp('(')"],
  ["(e) => [1].flatMap(() => null.a)"],
  ["(e) => [2, 1].sort(() => null.a)"],
  ["(e) => fetch(e)"],
  ["(e) => 'ab'.replaceAll('a', () => null.a)"],
  ["(e) => [...{}]"],
  ["(e) => 1n + e"],
  ["(e) => new Array(-1)"],
  ["(e) => decodeURIComponent('%')"],
] as const;

const ALL = [CALLED, ...TRACED.map(([job]) => job)];
const traced = failures(ALL);
const untraced = failures(ALL, { trace: false });

Deno.test("Without trace only the innermost call is told, and is the same", async () => {
  const all = await traced(CALLED);
  const one = await untraced(CALLED);

  assertEquals(all.stack?.split("\n").length, 3);
  assertEquals(one.stack, all.stack?.split("\n").slice(0, 2).join("\n"));
});

Deno.test.each(TRACED)("%j has its place without trace, too", async (job) => {
  const all = await traced(job);
  const one = await untraced(job);

  assert(all.line !== undefined);
  assertEquals([one.line, one.column], [all.line, all.column]);
});

const MISLEADING: readonly [job: string, column: number][] = [
  ["(e) => { throw new Error('\\n    at f (sluice-job:7:7)') }", 16],
  [
    "(e) => ({ 'f (sluice-job:7:7)\\n at g'() { null.a } })['f (sluice-job:7:7)\\n at g']()",
    48,
  ],
  ["(e) => { throw new Error('a'.repeat(5_000)) }", 16],
  [
    "(e) => { throw Object.assign(new Error('a'), { name: 'b'.repeat(5_000) }) }",
    30,
  ],
  ["(e) => { const a = new Error('a'); a.stack; throw a }", 20],
];
const SPY = `(e) => {
  class Spy extends Error {
    get message() { return "seen: " + new Error("inner").stack + this.stack }
    get name() { return "name: " + new TypeError("inner").stack }
  }
  const spy = new Spy();
  delete spy.message;
  throw spy;
}`;
const misleading = failures([...MISLEADING.map(([job]) => job), SPY], {
  trace: false,
});

Deno.test.each(MISLEADING)(
  "What %j says of itself does not change its place",
  async (job, column) => {
    const error = await misleading(job);

    assertEquals([error.line, error.column], [1, column]);
  },
);

Deno.test("A getter that runs while an error is shown reads no stack", async () => {
  const { message, line } = await misleading(SPY);

  assertEquals(message, "name: : seen: ");
  assertEquals(line, 6);
});

Deno.test("Each of many errors has its own place", async () => {
  const job = `(e) => {
    if (e % 3 === 0) throw new Error("a");
    if (e % 3 === 1) return null.b;
    return [e].map(() => JSON.parse("{"));
  }`;
  await using sandbox = new Sandbox(job, OPTIONS);
  const places = new Map<number, Set<string>>();
  for await (const outcome of sandbox.map(Array(1_000).keys())) {
    assert(!outcome.ok);
    const { line, column } = outcome.error;
    const seen = places.get(outcome.index % 3) ?? new Set();
    places.set(outcome.index % 3, seen.add(`${line}:${column}`));
  }
  assertEquals(
    [0, 1, 2].map((kind) => [...places.get(kind) ?? []]),
    [["2:28"], ["3:34"], ["4:31"]],
  );
});

/** Jobs that throw at a place again and again, with what is told of each item. */
const RAISING: readonly [job: string, told: readonly string[]][] = [
  [
    "(e) => { throw new Error('no ' + e) }",
    ["Error: no 0 1:16", "Error: no 1 1:16", "Error: no 2 1:16"],
  ],
  [
    "(e) => {\n  if (e === 1) throw new RangeError(`of ${e}`);\n  throw new TypeError() }",
    ["TypeError 3:9", "RangeError: of 1 2:22", "TypeError 3:9"],
  ],
  [
    "(e) => { if (e) throw RangeError('a' + e); throw Error() }",
    ["Error 1:50", "RangeError: a1 1:23", "RangeError: a2 1:23"],
  ],
  [
    "(e) => { throw new Error(...['a', { cause: 'b' }].slice(0, e)) }",
    ["Error 1:16", "Error: a 1:16", "Error: a (cause: b) 1:16"],
  ],
  [
    "(e) => { throw new Error(e ? { toString: () => 'a' + e } : undefined) }",
    ["Error 1:16", "Error: a1 1:16", "Error: a2 1:16"],
  ],
  [
    "(e) => { try { throw new Error('a') } catch (b) { return b instanceof Error && b.stack } }",
    ['""', '""', '""'],
  ],
  [
    "(e) => { try { throw new Error('a') } finally { if (e) throw new Error('b') } }",
    ["Error: a 1:22", "Error: b 1:62", "Error: b 1:62"],
  ],
  [
    "(e) => { const Error = class { message = 'own' }; throw new Error('a') }",
    ['{"message":"own"}', '{"message":"own"}', '{"message":"own"}'],
  ],
  [
    "(e) => ({ toJSON() { throw new Error('a' + e) } })",
    ["Error: a0", "Error: a1", "Error: a2"],
  ],
  [
    "(e) => { const f = (a) => { throw new Error(a) };\n" +
    "for (const a of { [Symbol.iterator]: () => ({ next: () => ({}), return: () => f('b' + e) }) }) f('a' + e) }",
    ["Error: a0 1:35", "Error: a1 1:35", "Error: a2 1:35"],
  ],
  [
    "(e) => { function* f() { throw new Error('a') } for (const a of f()) ; }",
    ["Error: a 1:32", "Error: a 1:32", "Error: a 1:32"],
  ],
];
/** The same, with promises. */
const PROMISING: typeof RAISING = [
  [
    "(e) => Array.fromAsync({ [Symbol.iterator]() { throw new Error('a') } })" +
    ".then(null, (b) => b instanceof Error)",
    ["true", "true", "true"],
  ],
  [
    "(e) => Promise.try(() => { throw new Error('a') }).catch((b) => `${b}`)",
    ['"Error: a"', '"Error: a"', '"Error: a"'],
  ],
];
const told = [RAISING, PROMISING].map((rows) =>
  shareRun(rows.map(([job]) => job), { items: [0, 1, 2], trace: false })
);
const [raising, promising] = told as [typeof told[0], typeof told[0]];

Deno.test.each([...RAISING, ...PROMISING])(
  "%s tells each time what it threw, and where",
  async (job, told) => {
    const isPlain = RAISING.some(([plain]) => plain === job);
    const outcomes = await (isPlain ? raising : promising)(job);

    assertEquals(
      outcomes.map((outcome) => {
        if (outcome.ok) return JSON.stringify(outcome.value);
        const { message, line, column } = outcome.error;
        return line === undefined ? message : `${message} ${line}:${column}`;
      }),
      told,
    );
  },
);

Deno.test("A job that throws what it made looks at real errors", async () => {
  const job = `(e) => {
    const make = () => { throw new TypeError("a") };
    try { make() } catch (error) {
      return [error instanceof TypeError, error.name, Object.keys(error).length];
    }
  }`;
  await using sandbox = new Sandbox(job, { ...OPTIONS, trace: false });
  await sandbox.run(0);

  assertEquals(await sandbox.run(1), [true, "TypeError", 0]);
});

Deno.test("An item that changes the error of another one reads no stack", async () => {
  const job = `
    let last;
    const seen = new Set();
    const get = () => { seen.add(new TypeError("inner").stack); return "a" };
    export default (e) => {
      if (e === 2_999) return [...seen].join("");
      if (last) Object.defineProperty(last, "message", { get });
      last = new RangeError("a");
      throw last;
    }`;
  const how = { ...OPTIONS, isolate: "worker", trace: false } as const;
  await using sandbox = new Sandbox(job, how);
  const places = new Set<string>();
  for await (const outcome of sandbox.map(Array(3_000).keys())) {
    if (outcome.ok) assertEquals(outcome.value, "");
    else places.add(`${outcome.error.line}:${outcome.error.column}`);
  }
  assertEquals([...places], ["8:14"]);
});
