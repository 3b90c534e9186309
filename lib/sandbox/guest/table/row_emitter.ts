// Decides which rows an item adds to a table.

import { isArray } from "../prelude.ts";
import type { BatchMessage, RowFormat, TableLayout } from "../../protocol.ts";
import type { Emitter, EmitterOptions } from "../batch/emitter.ts";
import { checkLength } from "../json/result_json.ts";
import { areSame } from "./row_objects.ts";
import { RowWriter } from "./row_writer.ts";

/** Makes the function that is called for each item of a batch. */
export function makeRowEmitter(
  { emit, table, rows }: BatchMessage & { readonly rows: RowFormat },
  { items, output, limit }: EmitterOptions,
): Emitter {
  const writer = new RowWriter({ ...rows, table, limit });
  const add = (text: string, count: number) => {
    output.add(text, count);
    if (writer.settled !== undefined) output.columns = writer.settled;
  };
  if (emit === "item") {
    const areAlike = table !== undefined && isSameTable(table, rows);
    return (result) => {
      if (!result) return;
      add(
        areAlike && items.isPlainRow?.()
          ? items.line() + "\n"
          : writer.row(items.record()),
        1,
      );
    };
  }
  return (result) => {
    if (result === undefined) return;
    if (emit === "result" || !isArray(result)) {
      return add(writer.row(result), 1);
    }
    addAll(result, { writer, add, limit });
  };
}

interface Adding {
  readonly writer: RowWriter;
  readonly add: (text: string, count: number) => void;
  readonly limit: number;
}

/** Adds a row for each element that is something, or none if one of them is no row. */
function addAll(
  elements: readonly unknown[],
  { writer, add, limit }: Adding,
): void {
  const wasSettled = writer.settled !== undefined;
  let text = "";
  let count = 0;
  try {
    for (let at = 0; at < elements.length; at++) {
      if (elements[at] === undefined) continue;
      text += writer.row(elements[at]);
      count++;
      checkLength(text, limit);
    }
  } catch (error) {
    if (!wasSettled && writer.settled !== undefined) writer.unsettle();
    throw error;
  }
  add(text, count);
}

/** Whether a row that was read can be written just as it stands there. */
function isSameTable(table: TableLayout, rows: RowFormat): boolean {
  return table.delimiter === rows.delimiter && table.quotes === rows.quotes &&
    table.nullText === rows.nullText && !table.trim &&
    typeof rows.columns === "object" && areSame(table.columns, rows.columns);
}
