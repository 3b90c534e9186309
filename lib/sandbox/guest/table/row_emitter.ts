// Decides which rows an item adds to a table.

import { isArray, isRawJSON } from "../prelude.ts";
import type { BatchMessage, RowFormat, TableLayout } from "../../protocol.ts";
import type { Emitter, EmitterOptions } from "../batch/emitter.ts";
import { areSame } from "./row_objects.ts";
import { RowWriter } from "./row_writer.ts";

/** Makes the function that is called for each item of a batch. */
export function makeRowEmitter(
  { emit, table, rows }: BatchMessage & { readonly rows: RowFormat },
  { items, output, limit }: EmitterOptions,
): Emitter {
  const writer = new RowWriter({
    ...{ ...rows, table, limit },
    onRows(bytes, count) {
      output.columns = writer.settled;
      output.addBytes(bytes, count);
    },
  });
  output.beforeNext = () => writer.flush();
  const areAlike = table !== undefined && isSameDialect(table, rows);
  const raw = () => areAlike ? items.raw?.() : undefined;
  if (emit === "item") {
    const mayKeep = areAlike && hasSameColumns(table, rows);
    return (result) => {
      if (!result) return;
      if (!mayKeep || !items.isPlainRow?.()) {
        return writer.add(asRecord(items.record()), raw());
      }
      const row = raw();
      if (row === undefined) writer.addLine(items.line());
      else writer.addRaw(row);
    };
  }
  return (result) => {
    if (result === undefined) return;
    if (emit === "elements" && isArray(result)) writer.addAll(result);
    else writer.add(result, raw());
  };
}

/** Whether a field that was read can be written just as it stands there. */
function isSameDialect(table: TableLayout, rows: RowFormat): boolean {
  return table.delimiter === rows.delimiter && table.quotes === rows.quotes &&
    table.nullText === rows.nullText && !table.trim;
}

function hasSameColumns({ columns }: TableLayout, rows: RowFormat): boolean {
  return typeof rows.columns === "object" && areSame(columns, rows.columns);
}

/** What a table takes an item for: a number that stands for itself is a row of one field. */
function asRecord(item: unknown): unknown {
  return isRawJSON(item) ? [item] : item;
}
