import { type Batch, lineOf } from "../../lib/framing/batch.ts";
import { fieldsOf } from "../../lib/framing/table/table_fields.ts";
import { INNER_LINE_FEED } from "../../lib/framing/table/table_format.ts";
import { decode } from "../../lib/internal/bytes.ts";

/** What a batch says of one row. */
export interface RowSeen {
  /** The fields, or the text of what is refused. */
  readonly row: readonly (string | null)[] | string;
  /** The line it begins on. */
  readonly line?: number | undefined;
  readonly reason?: string;
}

/** The rows of batches, less blank lines; checks that none is missing or there twice. */
export function rowsOf(batches: readonly Batch[]): RowSeen[] {
  let next = 0;
  return batches.flatMap((batch): RowSeen[] => {
    if (batch.kind === "range" || batch.first !== next) {
      throw new Error(`items ${batch.first} after ${next}`);
    }
    next += batch.count;
    if (batch.kind === "invalid") {
      const { reason, first } = batch;
      const row = JSON.parse(decode(batch.bytes));
      return [{ row, line: lineOf(batch, first), reason }];
    }
    const { bytes, table, first, count } = batch;
    const lines = linesOf(bytes);
    if (lines.length !== count || table === undefined) {
      throw new Error(`${lines.length} lines are no ${count} rows`);
    }
    return lines.flatMap((text, at) =>
      text === "" ? [] : [{
        row: fieldsOf(text, table),
        line: lineOf(batch, first + at),
      }]
    );
  });
}

function linesOf(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(10, start);
    const end = found === -1 ? bytes.length : found;
    const line = bytes.slice(start, end)
      .map((byte) => byte === INNER_LINE_FEED ? 10 : byte);
    lines.push(decode(line).replace(/\r$/, ""));
    start = end + 1;
  }
  return lines;
}
