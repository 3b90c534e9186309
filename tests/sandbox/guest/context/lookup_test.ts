import { assert, assertEquals } from "@std/assert";
import { realm } from "../../../support/guest_setup.ts";
import { readLines } from "../../../../lib/framing/sources.ts";
import { readTable } from "../../../../lib/framing/table/read_table.ts";
import type { ReadTableOptions } from "../../../../lib/framing/table/table_options.ts";
import { lookupParts } from "../../../../lib/sandbox/context/lookup/lookup_parts.ts";
import {
  type LookupOptions,
  LookupTable,
} from "../../../../lib/sandbox/context/lookup/lookup_table.ts";
import {
  type Lookup,
  openLookup,
} from "../../../../lib/sandbox/guest/context/lookup.ts";
import { chunkedRead } from "../../../support/chunked_read.ts";

const open = (table: LookupTable): Lookup =>
  openLookup({ name: "t", ...lookupParts(table) });

const source = (text: string) => chunkedRead([new TextEncoder().encode(text)]);

async function json(text: string, options?: LookupOptions): Promise<Lookup> {
  const lines = readLines(source(text), { maxItems: 2 });
  return open(await LookupTable.read(lines, options));
}

async function table(
  text: string,
  options: Partial<ReadTableOptions> & LookupOptions = {},
): Promise<Lookup> {
  const how = { delimiter: ",", maxItems: 2, ...options };
  return open(await LookupTable.read(readTable(source(text), how), options));
}

type Row = { readonly id: unknown; readonly n: unknown };

Deno.test("Records whose keys are long integers are told apart by all digits", async () => {
  const ids = ["9007199254740993", "9007199254740992", "12345678901234567890"];
  const text = ids.map((id, n) => `{"id":${id},"n":${n}}\n`).join("");
  const found = await json(text);
  assertEquals(found.size, 3);
  const numbers = ids.map((id) => (found.get(BigInt(id)) as Row)?.n);
  assertEquals(numbers, [0, 1, 2]);
  assertEquals(found.has("9007199254740993"), true);
  assertEquals(found.has(9007199254740994n), false);
});

Deno.test("A job that is given doubles finds records by them", async () => {
  const found = await json('{"id":12345678901234567890,"n":1}\n');
  realm.numbers = "double";
  try {
    assertEquals((found.get(12345678901234567890) as Row)?.n, 1);
  } finally {
    realm.numbers = "exact";
  }
});

Deno.test("A row is an object of its own each time, also where it is no simple one", async () => {
  const long = "x".repeat(3_000);
  const found = await table(
    `id,n\na,1\n"b\nc",2\r\nd,3,\ne,"x""y"\nf,${long}`,
  );
  assertEquals(found.get("a"), { id: "a", n: "1" });
  assertEquals(found.get("b\nc"), { id: "b\nc", n: "2" });
  assertEquals(found.get("d"), { id: "d", n: "3" });
  assertEquals(found.get("e"), { id: "e", n: 'x"y' });
  assertEquals(found.get("f"), { id: "f", n: long });
  assert(found.get("a") !== found.get("a"));
});

Deno.test("Comments and blank lines of a table are no records of it", async () => {
  const found = await table("id,n\n#a,1\n\nb,2\n", { comment: "#" });
  assertEquals([found.size, found.filter(() => true)], [1, [
    { id: "b", n: "2" },
  ]]);
});

Deno.test("A key may be the empty text, and a row of blanks may be a row", async () => {
  const found = await table("id\tn\n\t\n", { delimiter: "\t" });
  assertEquals(found.get(""), { id: "", n: "" });
});

Deno.test("Of records that share a key those that are kept are found", async () => {
  const text = "id,n\na,1\nb,2\na,3\n";
  const last = await table(text, { duplicates: "last" });
  assertEquals(last.filter(() => true).map((row) => (row as Row).n), [
    "2",
    "3",
  ]);
  const all = await table(text, { duplicates: "all" });
  assertEquals((all.get("a") as Row[]).map(({ n }) => n), ["1", "3"]);
  assertEquals(all.get("c"), undefined);
  assertEquals(all.size, 2);
});

Deno.test("The search for a record ends with the first that is accepted", async () => {
  const found = await table("id,n\na,1\nb,2\nc,3\n");
  const seen: unknown[] = [];
  const isB = (row: unknown) => {
    seen.push((row as Row).id);
    return (row as Row).id === "b";
  };
  assertEquals((found.find(isB) as Row).n, "2");
  assertEquals(seen, ["a", "b"]);
});
