import { assertEquals } from "@std/assert";
import "../../../support/guest_setup.ts";
import { ItemFailure } from "../../../../lib/sandbox/guest/batch/item_failure.ts";
import { RowBytes } from "../../../../lib/sandbox/guest/table/row_bytes.ts";

const CSV = { delimiter: ",", quotes: true };
const TSV = { delimiter: "\t", quotes: false, nullText: "\\N" };

const textOf = (bytes: RowBytes) => new TextDecoder().decode(bytes.bytes);

function row(fields: readonly string[], dialect = CSV): string {
  const bytes = new RowBytes(dialect);
  bytes.beginRow();
  for (const field of fields) bytes.addText(field);
  bytes.endRow();
  return textOf(bytes);
}

const ROWS: readonly (readonly [readonly string[], string])[] = [
  [["a", "", "b c"], "a,,b c\n"],
  [["a,", '"', "\r", "x\n"], '"a,","""","\r","x\n"\n'],
  [["ä", 'ä"', "😀,"], 'ä,"ä""","😀,"\n'],
  [["\x7f", "\x80"], "\x7f,\x80\n"],
  [["NA"], '"NA"\n'],
  [[""], '""\n'],
  [["", ""], ",\n"],
];

Deno.test.each(ROWS)("The row of %j is %j", (fields, text) => {
  const dialect = { ...CSV, nullText: "NA" };
  assertEquals(row(fields, dialect), text);
});

Deno.test("Long texts, and a delimiter beyond ASCII, are written like others", () => {
  const long = "x".repeat(100);
  assertEquals(row([long, `${long}"`]), `${long},"${long}"""\n`);
  assertEquals(
    row([`"${long}"${long}`]),
    `"""${long}""${long}"\n`,
  );
  for (const delimiter of ["€", "\x80"]) {
    const fields = ["a", delimiter, "b,"];
    assertEquals(
      row(fields, { ...CSV, delimiter }),
      `a${delimiter}"${delimiter}"${delimiter}b,\n`,
    );
  }
});

Deno.test("A table without quotes says what it cannot hold, and adds nothing", () => {
  const bytes = new RowBytes(TSV);
  bytes.beginRow();
  for (const text of ["a\tb", "a\n", "\r", "\\N"]) {
    assertEquals(bytes.addText(text), false, text);
  }
  assertEquals(bytes.addText('"'), true);
});

Deno.test("Without quotes an empty row would be a blank line, and is refused", () => {
  const bytes = new RowBytes(TSV);
  bytes.beginRow();
  bytes.addText("");
  const failure = thrownBy(() => bytes.endRow());
  assertEquals(ItemFailure.kindOf(failure), "result");
});

function thrownBy(body: () => void): unknown {
  try {
    body();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

Deno.test("Half of a surrogate pair is refused, short or long", () => {
  for (const text of ["\ud800", "x".repeat(300) + "\udc00", '"\ud800']) {
    for (const method of ["addText", "addPlain"] as const) {
      const bytes = new RowBytes(CSV);
      bytes.beginRow();
      const failure = thrownBy(() => bytes[method](text));
      assertEquals(ItemFailure.kindOf(failure), "result");
    }
  }
});

Deno.test("A row that was taken back, or not ended, leaves nothing", () => {
  const bytes = new RowBytes(CSV);
  bytes.beginRow();
  bytes.addPlain("1");
  assertEquals(bytes.endRow(), 1);
  bytes.beginRow();
  bytes.addText("2");
  bytes.dropRow();
  bytes.beginRow();
  bytes.addText("3");
  bytes.addPlain("4");
  assertEquals(bytes.endRow(), 3);
  assertEquals(textOf(bytes), "1\n3,4\n");
  bytes.clear();
  assertEquals(bytes.bytes.length, 0);
});

Deno.test("Rows grow beyond the memory they began with", () => {
  const bytes = new RowBytes(CSV);
  const fields = ["x".repeat(60_000), '"'.repeat(60_000), "é".repeat(90_000)];
  bytes.beginRow();
  for (const field of fields) bytes.addText(field);
  bytes.endRow();
  assertEquals(
    textOf(bytes),
    `${fields[0]},"${'"'.repeat(120_000)}",${fields[2]}\n`,
  );
});

Deno.test("A row may end where the memory does", () => {
  for (let size = 49_130; size < 49_160; size++) {
    assertEquals(row(["x".repeat(size)]).length, size + 1);
  }
});
