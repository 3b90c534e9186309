import { assertEquals } from "@std/assert";
import { quickSandbox } from "../../../support/jobs.ts";
import { SeededRandom } from "../../../support/seeded_random.ts";

/** What is done with a value, in a job and here. */
const USES = `({ value, keys, space }) => {
  const text = JSON.stringify(value, null, space);
  const seen = [];
  return [
    text,
    JSON.stringify(value, keys),
    JSON.stringify(value, (key, own) => typeof own === "number" ? own + 1 : own),
    JSON.stringify(value, function (key, own) {
      seen.push(key, Array.isArray(this));
      return key === "b" ? undefined : own;
    }, space),
    JSON.parse(text, (key, own) => key === "a" ? undefined : own),
    JSON.parse(text, function (key, own) {
      seen.push(key, typeof this);
      return typeof own === "string" ? own.length : own;
    }),
    seen,
  ];
}`;

Deno.test("JSON does in a job what it does anywhere, where no BigInt is", async () => {
  const random = new SeededRandom(61);
  const make = (depth: number): unknown => {
    const kind = random.below(depth > 3 ? 1 : 3);
    if (kind === 0) {
      return random.pick([
        0,
        1.5,
        1e300,
        "x",
        "",
        null,
        true,
        "1234567890123456",
      ]);
    }
    const values = Array.from(
      { length: random.below(4) },
      () => make(depth + 1),
    );
    return kind === 1
      ? values
      : Object.fromEntries(values.map((value, at) => ["abcd"[at], value]));
  };
  await using sandbox = quickSandbox(USES);
  const here = (0, eval)(USES) as (item: unknown) => unknown;
  for (let round = 0; round < 200; round++) {
    const item = {
      value: make(0),
      keys: ["a", "c"],
      space: random.pick([0, 2, "\t"]),
    };
    assertEquals(await sandbox.run(item), here(item));
  }
});

const CASES: readonly (readonly [string, unknown])[] = [
  ["JSON.stringify([1n, 2n ** 64n, Object(3n)])", "[1,18446744073709551616,3]"],
  ["JSON.stringify({ a: 1n, b: [2n] }, ['a'])", '{"a":1}'],
  [
    "JSON.stringify({ a: 1n }, (k, v) => typeof v === 'bigint' ? v + 1n : v)",
    '{"a":2}',
  ],
  [
    "JSON.stringify({ a: 1n }, (k, v) => typeof v === 'bigint' ? `${v}n` : v)",
    '{"a":"1n"}',
  ],
  ["JSON.stringify({ a: 1n }, null, 1)", '{\n "a": 1\n}'],
  ["String(JSON.parse('12345678901234567890'))", "12345678901234567890"],
  ["typeof JSON.parse('[1234567890123456]')[0]", "number"],
  [
    "JSON.parse('[12345678901234567890]', (k, v, { source }) => source ?? v)[0]",
    "12345678901234567890",
  ],
  ["String(JSON.parse('1e400'))", "Infinity"],
  [
    "JSON.stringify(JSON.parse('{\"id\":9007199254740993}'))",
    '{"id":9007199254740993}',
  ],
  [
    "JSON.stringify([() => 1, new Map(), undefined, NaN])",
    "[null,{},null,null]",
  ],
  [
    "JSON.stringify.length + JSON.stringify.name + JSON.parse.length",
    "3stringify2",
  ],
  [
    "(() => { try { JSON.stringify(1n, () => { throw 5; }); } catch (e) { return e; } })()",
    5,
  ],
];

Deno.test("JSON in a job keeps the digits of integers", async () => {
  const job = `n => [${
    CASES.map(([text]) => `() => ${text}`).join(",\n")
  }][n]()`;
  await using sandbox = quickSandbox(job);
  for (const [n, [text, value]] of CASES.entries()) {
    assertEquals(await sandbox.run(n), value, text);
  }
});
