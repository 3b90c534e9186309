// Random tables, written and read; more of them: `-- ROUNDS SEED` after the file, or
// `deno task fuzz:tables`.

import { assert, assertEquals } from "@std/assert";
import type { Batch } from "../../../../lib/framing/batch.ts";
import { readTable } from "../../../../lib/framing/table/read_table.ts";
import { fieldsOf } from "../../../../lib/framing/table/table_fields.ts";
import {
  INNER_LINE_FEED,
  type TableLayout,
} from "../../../../lib/framing/table/table_format.ts";
import { decode, encode } from "../../../../lib/internal/bytes.ts";
import { checkInvariants } from "../../../../lib/internal/invariant.ts";
import { TableOutput } from "../../../../lib/sandbox/table_output.ts";
import { chunkedRead } from "../../../support/chunked_read.ts";
import "../../../support/guest_setup.ts";
import { BLANK } from "../../../../lib/sandbox/guest/json/parse_line.ts";
import { RowItems } from "../../../../lib/sandbox/guest/table/row_items.ts";
import { RowWriter } from "../../../../lib/sandbox/guest/table/row_writer.ts";
import { collect } from "../../../support/lines_of.ts";
import { parse } from "../../../support/parse_csv.ts";
import {
  hostileBytes,
  randomCuts,
  type RandomDialect,
  randomDialect,
  randomText,
} from "../../../support/random_tables.ts";
import { SeededRandom } from "../../../support/seeded_random.ts";

const [rounds = 300, firstSeed = 1] = Deno.args.map(Number);

/** Runs a trial for each seed, and names the one that failed. */
async function forSeeds(
  trial: (random: SeededRandom) => Promise<void>,
): Promise<void> {
  for (let seed = firstSeed; seed < firstSeed + rounds; seed++) {
    try {
      await trial(new SeededRandom(seed));
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  }
}

type Reading = RandomDialect & { columns?: readonly string[] };

async function batchesOf(
  chunks: readonly Uint8Array[],
  dialect: Reading,
): Promise<Batch[]> {
  using _ = checkInvariants();
  const options = { ...dialect, maxItems: 7 };
  return await collect(readTable(chunkedRead(chunks), options));
}

/** What workers make of the rows: objects, or why a row is none. */
function itemsOf(batches: readonly Batch[]): unknown[] {
  return batches.flatMap((batch) => {
    if (batch.kind !== "bytes" || batch.table === undefined) {
      return batch.kind === "invalid" ? [batch.reason] : [];
    }
    const items = new RowItems(batch.bytes.slice(), batch.table);
    return Array.from({ length: batch.count }, () => {
      try {
        return items.next();
      } catch (error) {
        return (error as Error).message;
      }
    }).filter((item) => item !== BLANK);
  });
}

/** Writes records as a table. */
function written(
  records: readonly object[],
  dialect: RandomDialect,
): Uint8Array {
  const table = new TableOutput({
    ...dialect,
    columns: Object.keys(records[0] ?? {}),
  });
  const chunks: Uint8Array[] = [encode(table.header())];
  const writer = new RowWriter({
    ...table.format,
    table: undefined,
    limit: 1e6,
    onRows: (bytes) => void chunks.push(bytes.slice()),
  });
  for (const record of records) writer.add(record);
  writer.flush();
  return encode(chunks.map(decode).join(""));
}

Deno.test("A random table that was written is read as what it was", async () => {
  await forSeeds(async (random) => {
    const dialect = {
      ...{ ...randomDialect(random), quotes: true, trim: false },
      ...{ ragged: false, hasHeader: true },
    };
    const names = Array.from(
      { length: 1 + random.below(9) },
      (_, at) => randomText(random, dialect).replaceAll("\r", "") + at,
    );
    const comment = dialect.comment ?? "";
    const records = Array.from(
      { length: random.below(30) },
      () =>
        Object.fromEntries(names.map((name) => {
          const text = randomText(random, dialect);
          const isNull = dialect.nullText !== undefined &&
            random.below(5) === 0;
          return [name, isNull ? null : text];
        })),
    );
    if (comment !== "" && names[0]?.startsWith(comment)) return;
    const bytes = written(records, dialect);
    const batches = await batchesOf(randomCuts(random, bytes), dialect);
    const expected = records.map((record) =>
      Object.fromEntries(
        Object.entries(record).map(([name, value]) => [
          name,
          typeof value === "string" ? value.replaceAll("\r\n", "\n") : value,
        ]),
      )
    );
    // A row that begins as a comment does is one to who asks for comments.
    const isComment = (record: object) =>
      String(Object.values(record)[0]).startsWith(comment);
    if (comment !== "" && expected.some(isComment)) return;
    assertEquals(itemsOf(batches), expected);
  });
});

/** The text of all rows and of all that was refused, in order. */
function allText(batches: readonly Batch[]): string {
  return batches.map((batch) => {
    if (batch.kind === "range") return "";
    if (batch.kind === "invalid") return JSON.parse(decode(batch.bytes)) + "\n";
    return decode(
      batch.bytes.map((byte) => byte === INNER_LINE_FEED ? 10 : byte),
    );
  }).join("");
}

const withoutEnds = (text: string) =>
  text.replace(/[\r\n]+/g, "\n").replace(/^\n|\n$/g, "");

Deno.test("Of hostile bytes no row is lost, wherever they are cut", async () => {
  await forSeeds(async (random) => {
    const dialect = { ...randomDialect(random), hasHeader: false };
    const reading = { ...dialect, columns: ["a", "b", "c"] };
    const bytes = hostileBytes(random, dialect);
    const whole = await batchesOf([bytes], reading);
    const cut = await batchesOf(randomCuts(random, bytes), reading);
    assertEquals(itemsOf(cut), itemsOf(whole));
    const text = decode(bytes).replace(/^\ufeff/, "");
    assertEquals(withoutEnds(allText(whole)), withoutEnds(text));
  });
});

Deno.test("Workers cut rows as the host does", async () => {
  await forSeeds(async (random) => {
    const dialect = randomDialect(random);
    const bytes = hostileBytes(random, dialect);
    for (const batch of await batchesOf([bytes], dialect)) {
      if (batch.kind !== "bytes" || batch.table === undefined) continue;
      assertEquals(itemsOf([batch]), expectedItems(batch.bytes, batch.table));
    }
  });
});

function expectedItems(bytes: Uint8Array, layout: TableLayout): unknown[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(10, start);
    const end = found === -1 ? bytes.length : found;
    lines.push(bytes.slice(start, end));
    start = end + 1;
  }
  return lines.flatMap((line) => {
    const row = line.map((byte) => byte === INNER_LINE_FEED ? 10 : byte);
    const text = decode(row).replace(/\r$/, "");
    const isNone = text === "" ||
      layout.comment !== undefined && text.startsWith(layout.comment);
    if (isNone) return [];
    try {
      new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(row);
    } catch {
      return ["not valid UTF-8"];
    }
    return [expectedItem(fieldsOf(text, layout), layout)];
  });
}

function expectedItem(
  fields: readonly (string | null)[],
  { columns, ragged, hasHeader }: TableLayout,
): unknown {
  const size = columns.length;
  const extra = fields.slice(size);
  const isEven = fields.length >= size && extra.every((field) => field === "");
  if (!ragged && !isEven) {
    const s = (count: number) => count === 1 ? "" : "s";
    const named = hasHeader
      ? `the first row names ${size} column${s(size)}`
      : `there are ${size} column${s(size)}`;
    return `the row has ${fields.length} field${
      s(fields.length)
    }, and ${named}`;
  }
  const item: Record<string, unknown> = {};
  for (const [at, name] of columns.entries()) {
    item[name] = at < fields.length ? fields[at] : "";
  }
  if (ragged) {
    for (const [at, field] of extra.entries()) {
      let name = `column_${size + at + 1}`;
      for (let n = 2; name in item; n++) name = `column_${size + at + 1}_${n}`;
      item[name] = field;
    }
  }
  return item;
}

Deno.test("What is copied from a row is what is written anew", async () => {
  let copied = 0;
  await forSeeds(async (random) => {
    const dialect = { ...randomDialect(random), trim: false };
    const bytes = hostileBytes(random, dialect);
    for (const batch of await batchesOf([bytes], dialect)) {
      if (batch.kind !== "bytes" || batch.table === undefined) continue;
      const items = new RowItems(batch.bytes.slice(), batch.table);
      for (let n = 0; n < batch.count; n++) {
        let item: unknown;
        try {
          item = items.next();
        } catch {
          continue;
        }
        if (item === BLANK) continue;
        const values = Object.values(item as object);
        if (random.below(3) === 0) {
          values[random.below(values.length)] = random.pick(["x", 1, null]);
        }
        copied += items.raw()?.kept ?? 0;
        const row = rowOf(batch.table, (writer) => writer.add(values));
        assertEquals(
          rowOf(batch.table, (writer) => writer.add(values, items.raw())),
          row,
        );
      }
    }
  });
  assert(copied > rounds / 10, `${copied} fields were copied`);
});

/** What a writer in the dialect of a table writes. */
function rowOf(
  { delimiter, quotes, nullText }: TableLayout,
  write: (writer: InstanceType<typeof RowWriter>) => void,
): string {
  let text = "";
  const writer = new RowWriter({
    ...{ delimiter, quotes, nullText, columns: undefined, dropsOthers: false },
    ...{ table: undefined, limit: 1e6 },
    onRows: (bytes) => void (text += decode(bytes)),
  });
  try {
    write(writer);
  } catch (error) {
    return (error as Error).message;
  }
  writer.flush();
  return text;
}

Deno.test("Tables with nothing strange in them are read as by @std/csv", async () => {
  await forSeeds(async (random) => {
    const dialect = {
      ...{
        delimiter: random.pick([",", ";", "\t"]),
        quotes: true,
        trim: false,
      },
      ...{ ragged: false, hasHeader: false },
    };
    const pieces = [dialect.delimiter, "\n", '"', '""', "x", " ", "1", "é"];
    const text = Array.from(
      { length: random.below(40) },
      () => random.pick(pieces),
    ).join("");
    const batches = await batchesOf([encode(text)], {
      ...{ ...dialect, columns: ["a"] },
    });
    if (batches.some(({ kind }) => kind === "invalid")) return;
    const rows = batches.flatMap((batch) =>
      batch.kind === "bytes" && batch.table
        ? decode(batch.bytes).split("\n").filter((line) => line !== "")
          .map((line) => fieldsOf(line.replaceAll("\ufffd", "\n"), dialect))
        : []
    );
    const how = { separator: dialect.delimiter, lazyQuotes: true };
    assertEquals(rows, parse(text, how));
  });
});
