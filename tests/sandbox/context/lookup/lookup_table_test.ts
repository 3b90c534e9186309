import { assertEquals, assertRejects } from "@std/assert";
import {
  type LookupOptions,
  LookupTable,
  readLines,
  readTable,
  Sandbox,
} from "../../../../lib/mod.ts";
import { localGuests } from "../../../support/local_guest.ts";
import { SeededRandom } from "../../../support/seeded_random.ts";

/** A source of bytes that is a text. */
function textSource(text: string) {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return (buffer: Uint8Array<ArrayBuffer>): Promise<number | null> => {
    const part = bytes.subarray(at, at + buffer.length);
    buffer.set(part);
    at += part.length;
    return Promise.resolve(part.length === 0 ? null : part.length);
  };
}

function readCsv(
  text: string,
  options: LookupOptions = {},
): Promise<LookupTable> {
  const how = { delimiter: ",", maxItems: 3 };
  return LookupTable.read(readTable(textSource(text), how), options);
}

function readNdjson(
  text: string,
  options: LookupOptions = {},
): Promise<LookupTable> {
  return LookupTable.read(
    readLines(textSource(text), { maxItems: 3 }),
    options,
  );
}

/** What a job that is given the table `t` returns. */
async function ask(table: LookupTable, job: string): Promise<unknown> {
  using _ = localGuests();
  await using sandbox = new Sandbox(`(item, { tables: { t } }) => ${job}`, {
    unprivileged: true,
    workers: 1,
    tables: { t: table },
  });
  return await sandbox.run(1);
}

const CSV =
  'code,name,note\nUSD,Dollar,"a, b"\nEUR,"Euro ""€""",\n  ,blank,x\n';

Deno.test("A row of a table is found by its first column, and is a new object each time", async () => {
  const table = await readCsv(CSV);
  assertEquals(table.size, 3);
  assertEquals(
    await ask(
      table,
      "[t.get('USD'), t.get('EUR'), t.get('  ').name, t.get('GBP') === undefined," +
        " t.has('EUR'), t.has('x'), t.size, t.get('USD') !== t.get('USD')]",
    ),
    [
      { code: "USD", name: "Dollar", note: "a, b" },
      { code: "EUR", name: 'Euro "€"', note: "" },
      "blank",
      true,
      true,
      false,
      3,
      true,
    ],
  );
});

Deno.test("A record of JSON is found by any field, whatever its type, with all digits", async () => {
  const text =
    '{"id":1,"k":"a"}\n\n{"id":12345678901234567890,"k":true}\n{"id":null,"k":"ü"}\n';
  const table = await readNdjson(text, { key: "k" });
  assertEquals(
    await ask(
      table,
      "[t.get('a').id, t.get(true).id, t.get('ü').id, t.get('true').k]",
    ),
    [1, 12345678901234567890n, null, true],
  );
});

Deno.test("Records are found and filtered in the order of the table", async () => {
  const table = await LookupTable.from(
    [3, 1, 2].map((id) => ({ id, odd: id % 2 })),
  );
  assertEquals(
    await ask(
      table,
      "[t.find(r => r.id < 3).id, t.filter(r => r.odd).map(r => r.id)]",
    ),
    [1, [3, 1]],
  );
});

const TWICE = "k,v\na,1\nb,2\na,3\n";

Deno.test.each(
  [
    ["first", "[t.get('a').v, t.size, t.filter(() => true).map(r => r.v)]", [
      "1",
      2,
      ["1", "2"],
    ]],
    ["last", "[t.get('a').v, t.size, t.filter(() => true).map(r => r.v)]", [
      "3",
      2,
      ["2", "3"],
    ]],
    [
      "all",
      "[t.get('a').map(r => r.v), t.get('b').length, t.get('c') === undefined, t.size]",
      [["1", "3"], 1, true, 2],
    ],
  ] as const,
)(
  "Of records with one key the %s can be kept",
  async (duplicates, job, found) => {
    assertEquals(await ask(await readCsv(TWICE, { duplicates }), job), found);
  },
);

Deno.test.each(
  [
    [
      "a key that occurs twice",
      () => readCsv(TWICE),
      'records 1 and 3 are both "a"',
    ],
    [
      "a column that is not there",
      () => readCsv(CSV, { key: "x" }),
      "the columns are code, name, note",
    ],
    [
      "a record without the key",
      () => readNdjson('{"id":1}\n{"k":2}\n'),
      'it has no "id"',
    ],
    [
      "a line that is no JSON",
      () => readNdjson("{\n"),
      "Cannot use a record of the table",
    ],
    ["a row that is too short", () => readCsv("a,b\n1\n"), "it has 1 fields"],
    ["a value that is no record", () => readNdjson("7\n"), 'it has no "id"'],
  ] as const,
)("A table is refused for %s", async (_why, read, reason) => {
  await assertRejects(read, Error, reason);
});

Deno.test("An empty table has nothing", async () => {
  const table = await readCsv("a,b\n");
  assertEquals(
    await ask(table, "[t.size, t.has(''), t.find(() => true) === undefined]"),
    [0, false, true],
  );
});

Deno.test("Every record of a large random table is found, and no other", async () => {
  const random = new SeededRandom(18);
  const records = new Map<string, string>();
  for (let n = 0; n < 5_000; n++) {
    const mark = random.below(10) === 0 ? "ü\u2028" : "";
    const key = `k${random.below(1e6)}${mark}`;
    records.set(key, `value "${n}", ${random.below(1e6)}`);
  }
  const rows = [...records].map(([key, value]) =>
    `${key},"${value.replaceAll('"', '""')}"\n`
  );
  const table = await readCsv(`key,value\n${rows.join("")}`);
  assertEquals(table.size, records.size);
  await using sandbox = new Sandbox(
    "(key, { tables: { t } }) => t.get(key)?.value ?? null",
    { unprivileged: true, workers: 1, tables: { t: table } },
  );
  const keys = [...records.keys(), "k", "", "k1000001"];
  const found: unknown[] = [];
  for await (const outcome of sandbox.map(keys)) {
    found.push(outcome.ok ? outcome.value : outcome.error.message);
  }
  assertEquals(found, keys.map((key) => records.get(key) ?? null));
});

Deno.test("A job gets no hold of the memory of a table", async () => {
  const table = await LookupTable.from([{ id: "a" }]);
  const reach = `(() => {
    const seen = new Set();
    const walk = (value) => {
      if (value === null || typeof value !== "object" && typeof value !== "function") return;
      if (seen.has(value)) return;
      seen.add(value);
      for (const key of Reflect.ownKeys(value)) {
        const { value: next } = Reflect.getOwnPropertyDescriptor(value, key);
        walk(next);
      }
    };
    walk(t);
    walk(t.get("a"));
    return [...seen].filter((value) => ArrayBuffer.isView?.(value) ||
      Object.prototype.toString.call(value).includes("Buffer")).length;
  })()`;
  await using sandbox = new Sandbox(
    `(item, { tables: { t } }) => ${reach}`,
    {
      unprivileged: true,
      workers: 1,
      tables: { t: table },
      endowments: ["bytes"],
    },
  );
  assertEquals(await sandbox.run(1), 0);
});
