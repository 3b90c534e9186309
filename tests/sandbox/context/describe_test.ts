import { assert, assertEquals } from "@std/assert";
import { describeContext } from "../../../lib/sandbox/context/describe.ts";
import type { ContextOptions } from "../../../lib/sandbox/context/context_options.ts";
import { LookupTable } from "../../../lib/sandbox/context/lookup/lookup_table.ts";
import { resolveContext } from "../../../lib/sandbox/context/resolve_context.ts";

function describe(options: ContextOptions): string {
  return describeContext(resolveContext(options));
}

/** The type of an answer with this schema. */
function answerType(returns: Record<string, unknown>): string {
  const run = () => 0;
  const text = describe({ calls: { f: { run, returns } } });
  return text.match(/=> Promise<(.*)>;/)?.[1] ?? text;
}

const SCHEMAS: readonly (readonly [Record<string, unknown>, string])[] = [
  [{ type: "integer" }, "number"],
  [{ type: ["string", "null"] }, "string | null"],
  [{ type: "array", items: { enum: ["a", 1] } }, '("a" | 1)[]'],
  [{ type: "array" }, "(unknown)[]"],
  [{ const: null }, "null"],
  [{ anyOf: [{ type: "string" }, {}] }, "string | unknown"],
  [{ oneOf: [{ type: "boolean" }] }, "boolean"],
  [{ enum: [] }, "never"],
  [{ anyOf: [] }, "never"],
  [{ type: "object" }, "{ [name: string]: unknown }"],
  [{ type: "object", properties: {} }, "{}"],
  [
    {
      type: "object",
      properties: { "a b": { type: "string" }, c: true },
      required: ["a b"],
    },
    '{ "a b": string; "c"?: unknown }',
  ],
  [{ $ref: "#" }, "unknown"],
];

Deno.test("A schema is a type of TypeScript, or anything", () => {
  for (const [schema, type] of SCHEMAS) assertEquals(answerType(schema), type);
});

Deno.test("A schema that goes on without end is described to a depth", () => {
  const schema: Record<string, unknown> = { type: "array" };
  schema.items = schema;
  assertEquals(answerType(schema), `${"(".repeat(9)}unknown${")[]".repeat(9)}`);
});

Deno.test("Parameters have names of their own that TypeScript takes", () => {
  const parameters = ["day", "day", "class", "a b", "", undefined, "_$1"]
    .map((title) => ({ title, type: "string" }));
  const text = describe({ calls: { f: { run: () => 0, parameters } } });
  const names = text.match(/f: \((.*)\) =>/)?.[1]
    ?.split(", ").map((parameter) => parameter.split(":")[0]);
  assertEquals(names, ["day", "arg2", "arg3", "arg4", "arg5", "arg6", "_$1"]);
});

Deno.test("A sentence about a call cannot end the comment that it stands in", () => {
  const text = describe({ calls: { f: { run: () => 0, about: "a */ b" } } });
  assert(text.includes("/** a * / b */"), text);
});

Deno.test("Arguments have the types of their values", () => {
  const text = describe({
    args: { n: 1, big: 2n ** 60n, list: [1, "a", 2], none: [], o: {} },
  });
  for (
    const member of [
      '"n": number;',
      '"big": bigint;',
      '"list": readonly (number | string)[];',
      '"none": readonly (unknown)[];',
      '"o": {};',
    ]
  ) assert(text.includes(`readonly ${member}`), text);
});

Deno.test("A table gives one record for a key, or all of them", async () => {
  const rows = [{ id: 1 }];
  const one = await LookupTable.from(rows);
  const many = await LookupTable.from(rows, { duplicates: "all" });
  const text = describe({ tables: { one, many } });
  const [, first, second] = text.split(/readonly (?:one|many): /);
  assert(first?.includes("get(key: unknown): any | undefined"), first);
  assert(second?.includes("get(key: unknown): any[] | undefined"), second);
});
