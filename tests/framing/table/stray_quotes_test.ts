import { assertEquals } from "@std/assert";
import {
  LONGEST_SPAN,
  StrayQuotes,
  TOO_LONG,
} from "../../../lib/framing/table/stray_quotes.ts";

/** A row of two columns that has crossed some line ends, with a delimiter a line. */
function crossed(lines: number, { delimiters = 1 } = {}) {
  const quotes = new StrayQuotes();
  quotes.columns = 2;
  const reasons = Array.from(
    { length: lines },
    (_, n) =>
      quotes.crossLine({
        ...{ at: 4 * (n + 1), begin: 0, delimiters: delimiters * (n + 1) },
      }),
  );
  return { quotes, reasons };
}

const ROWS_FOLLOW =
  "a quote that begins a field here is not closed before rows follow";

Deno.test("Eight lines between two quotes that look like rows make the quote a stray one", () => {
  const { quotes, reasons } = crossed(9);
  assertEquals(reasons, [...Array(8).fill(undefined), ROWS_FOLLOW]);
  assertEquals(quotes.lines, 10);
});

Deno.test("Lines between quotes that are no rows may be many", () => {
  const { reasons } = crossed(100, { delimiters: 0 });
  assertEquals(reasons, Array(100).fill(undefined));
});

Deno.test("As long as the columns are unknown no line looks like a row", () => {
  const quotes = new StrayQuotes();
  for (let n = 1; n < 50; n++) {
    const line = { at: n, begin: 0, delimiters: 0 };
    assertEquals(quotes.crossLine(line), undefined);
  }
  assertEquals(quotes.judge(3), undefined);
});

Deno.test("A row that has ended is refused if it took in rows and has too many fields", () => {
  const took = "a quoted field that begins here takes in the rows that follow";
  assertEquals(crossed(2).quotes.judge(3), took);
  assertEquals(crossed(2).quotes.judge(2), undefined);
  assertEquals(crossed(1).quotes.judge(3), undefined);
  assertEquals(crossed(2, { delimiters: 2 }).quotes.judge(3), undefined);
});

Deno.test("What has ended badly is not looked through again", () => {
  const { quotes } = crossed(2);
  assertEquals(
    quotes.endBadly(10),
    "a quoted field that begins here ends 2 lines later, where the row goes " +
      "on after the quote",
  );
  quotes.beginRow();
  assertEquals(quotes.lines, 1);
  const known = "a quoted field that begins here does not end as a field must";
  assertEquals(quotes.crossLine({ at: 10, begin: 4, delimiters: 1 }), known);
  assertEquals(
    quotes.crossLine({ at: 11, begin: 4, delimiters: 1 }),
    undefined,
  );
});

Deno.test("What ended badly keeps its place when bytes before it are dropped", () => {
  const quotes = new StrayQuotes();
  quotes.endOpen(100);
  quotes.shift(60);
  const line = { begin: 0, delimiters: 0 };
  assertEquals(quotes.crossLine({ ...line, at: 41 }), undefined);
  assertEquals(typeof quotes.crossLine({ ...line, at: 40 }), "string");
});

Deno.test("A quote that ends badly on its own line says so in other words", () => {
  assertEquals(
    new StrayQuotes().endBadly(3),
    "the row goes on after the quote that ends a field",
  );
  assertEquals(
    crossed(1).quotes.endBadly(9),
    "a quoted field that begins here ends 1 line later, where the row goes " +
      "on after the quote",
  );
});

Deno.test("A field of several lines may be as long as said, and no longer", () => {
  const quotes = new StrayQuotes();
  const begin = 7;
  const at = begin + LONGEST_SPAN;
  assertEquals(quotes.crossLine({ at, begin, delimiters: 0 }), undefined);
  assertEquals(
    quotes.crossLine({ at: at + 1, begin, delimiters: 0 }),
    TOO_LONG,
  );
});
