import { assertEquals } from "@std/assert";
import { ItemError } from "../../../../lib/errors.ts";
import { quickSandbox } from "../../../support/jobs.ts";
import { pipeAll } from "../../../support/pipe_all.ts";
import { shareSandbox } from "../../../support/shared_sandbox.ts";

/** What a job that never says "Symbol" may return, and what becomes of it. */
const RESULTS: readonly (readonly [string, string])[] = [
  ["[NaN]", "JSON cannot hold NaN, which is at [0]"],
  [
    "{ a: [1, { b: -Infinity }] }",
    "JSON cannot hold -Infinity, which is at .a[1].b",
  ],
  ["{ m: new Map([[1, 2]]) }", "JSON cannot hold a Map, which is at .m"],
  ["new Set([1])", "JSON cannot hold a Set"],
  ["{ f() {} }", "JSON cannot hold a function, which is at .f"],
  ["[() => 1]", "JSON cannot hold a function, which is at [0]"],
  ["{ d: new Date(NaN) }", "JSON cannot hold an invalid Date, which is at .d"],
  ["{ p: Promise.resolve(1) }", "JSON cannot hold a Promise, which is at .p"],
  ["{ e: new Error('x') }", "JSON cannot hold an Error, which is at .e"],
  ["{ r: /x/ }", "JSON cannot hold a RegExp, which is at .r"],
  ["{ w: new WeakMap() }", "JSON cannot hold a WeakMap, which is at .w"],
  ["{ i: [1].values() }", "JSON cannot hold an iterator, which is at .i"],
  [
    "{ g: (function* () {})() }",
    "JSON cannot hold an iterator, which is at .g",
  ],
  [
    "{ b: new Uint8Array(2) }",
    "JSON cannot hold a typed array, which is at .b",
  ],
  [
    "{ b: new ArrayBuffer(2) }",
    "JSON cannot hold an ArrayBuffer, which is at .b",
  ],
  ["{ toJSON: () => NaN }", "JSON cannot hold NaN"],
  ["{ toJSON: () => [5n, 2n ** 64n] }", "[5,18446744073709551616]"],
  ["{ n: null, u: undefined, e: {}, l: [] }", '{"n":null,"e":{},"l":[]}'],
  [
    "{ text: 'null', d: new Date(0) }",
    '{"text":"null","d":"1970-01-01T00:00:00.000Z"}',
  ],
  ["new (class { a = 1 })()", '{"a":1}'],
  [
    "new (class extends Map { toJSON() { return [...this]; } })([[1, 2]])",
    "[[1,2]]",
  ],
  [
    "JSON.stringify([new Map(), () => 1, NaN, { f() {} }])",
    '"[{},null,null,{}]"',
  ],
];

const SYMBOLS: readonly (readonly [string, string])[] = [
  ["{ s: Symbol.iterator }", "JSON cannot hold a symbol, which is at .s"],
  [
    "[Reflect.ownKeys(Array.prototype).at(-1)]",
    "JSON cannot hold a symbol, which is at [0]",
  ],
];

for (const [name, results] of Object.entries({ RESULTS, SYMBOLS })) {
  Deno.test(`What JSON cannot say is a failure that names its place (${name})`, async () => {
    const job = `n => [${
      results.map(([text]) => `() => (${text})`).join(", ")
    }][n]()`;
    await using sandbox = quickSandbox(job, {
      endowments: ["bytes"],
      workers: 1,
    });
    for (const output of ["ndjson", "outcomes"] as const) {
      const source = [{
        kind: "range",
        first: 0,
        count: results.length,
        rangeStart: 0,
      }] as const;
      const seen: string[] = [];
      await pipeAll(sandbox, source, {
        output,
        sink: ({ batch, output, failures }) => {
          const lines = new TextDecoder().decode(output).split("\n");
          const failed = new Map(failures.map((f) => [f.position, f]));
          for (let at = 0; at < batch.count; at++) {
            const failure = failed.get(batch.first + at);
            seen.push(failure?.message ?? lines.shift() ?? "");
          }
        },
      });
      assertEquals(seen, results.map(([, expected]) => expected));
    }
  });
}

const shared = shareSandbox(
  `n => ["ü", "\\ud83d", "\\ud83d\\ude00", { toJSON: () => undefined }][n]`,
  { workers: 1 },
);

shared("A text with half of a surrogate pair is no line", async (sandbox) => {
  const source = [{
    kind: "range",
    first: 0,
    count: 3,
    rangeStart: 0,
  }] as const;
  const { text, failures } = await pipeAll(sandbox, source, {
    output: "lines",
  });
  assertEquals(text, "ü\n😀\n");
  assertEquals(failures, [[1, "result"]]);
});

shared("A result that is nothing in JSON by itself fails", async (sandbox) => {
  const error = await sandbox.run(3).catch((error) => error);
  assertEquals(error instanceof ItemError && error.kind, "result");
});
