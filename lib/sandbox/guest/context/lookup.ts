// Tables that a job looks records up in. They lie in memory that all workers share: no job
// ever has a view of it, only records that are made of it here, each anew.

import {
  INNER_LINE_FEED,
  type TableLayout,
} from "../../../framing/table/table_format.ts";
import {
  hashOf,
  type LookupMessage,
  NO_RECORD,
  recordBits,
  recordIn,
} from "../../lookup_layout.ts";
import { mayHoldLongNumber } from "../../exact_numbers.ts";
import { parseExactLine } from "../json/parse_line.ts";
import { Bytes, decode, parse, Words } from "../prelude.ts";
import { RowCutter } from "../table/row_cutter.ts";
import { RowItems } from "../table/row_items.ts";
import { objectMaker } from "../table/row_objects.ts";

/** A table, as a job has it. */
export interface Lookup {
  /** How many keys there are. */
  readonly size: number;
  /** The record of a key, or all of them; undefined if there is none. */
  get(key: unknown): unknown;
  /** Whether a key has a record. */
  has(key: unknown): boolean;
  /** The first record that is accepted, in the order of the table. */
  find(accepts: (record: unknown) => unknown): unknown;
  /** All records that are accepted, in the order of the table. */
  filter(accepts: (record: unknown) => unknown): unknown[];
}

const { freeze } = Object;
const Text = String;
const LINE_FEED = 0x0a;

/** Gives a job a table. */
export function openLookup(message: LookupMessage): Lookup {
  const { key, keys, hasMany } = message;
  const starts = new Words(message.starts);
  const slots = new Words(message.slots);
  const bits = recordBits(starts.length);
  const recordAt = recordReader(message);

  /** The records of a key; the first alone, unless there may be more. */
  function recordsOf(wanted: unknown): unknown[] {
    const text = typeof wanted === "string" ? wanted : Text(wanted);
    const hash = hashOf(text);
    const found: unknown[] = [];
    let at = hash % slots.length;
    for (; slots[at] !== 0; at = (at + 1) % slots.length) {
      const number = recordIn(slots[at] as number, hash, bits);
      if (number === -1) continue;
      const start = (starts[number] as number) >>> 0;
      const record = recordAt(start) as Record<string, unknown>;
      if (Text(record[key]) !== text) continue;
      found[found.length] = record;
      if (!hasMany) break;
    }
    return found;
  }

  function accepted(
    accepts: (record: unknown) => unknown,
    most: number,
  ): unknown[] {
    const found: unknown[] = [];
    for (let at = 0; at < starts.length && found.length < most; at++) {
      const start = (starts[at] as number) >>> 0;
      if (start === NO_RECORD) continue;
      const record = recordAt(start);
      if (accepts(record)) found[found.length] = record;
    }
    return found;
  }

  return freeze({
    size: keys,
    get: freeze((wanted: unknown) => {
      const found = recordsOf(wanted);
      if (found.length === 0) return undefined;
      return hasMany ? found : found[0];
    }),
    has: freeze((wanted: unknown) => recordsOf(wanted).length > 0),
    find: freeze((accepts: (record: unknown) => unknown) =>
      accepted(accepts, 1)[0]
    ),
    filter: freeze((accepts: (record: unknown) => unknown) =>
      accepted(accepts, Infinity)
    ),
  });
}

/** Makes a record of the line that begins at a place. */
function recordReader(
  { data, size, layout }: LookupMessage,
): (start: number) => unknown {
  const shared = new Bytes(data, 0, size);
  let scratch = new Bytes(1024);
  const lineAt = (start: number) => {
    const found = shared.indexOf(LINE_FEED, start);
    const end = found === -1 ? size : found + 1;
    if (scratch.length < end - start) scratch = new Bytes(2 * (end - start));
    const line = scratch.subarray(0, end - start);
    line.set(shared.subarray(start, end));
    return line;
  };
  if (layout !== undefined) {
    const make = rowMaker(layout);
    return (start) => make(lineAt(start));
  }
  return (start) => {
    const text = decode(lineAt(start));
    return mayHoldLongNumber(text) ? parseExactLine(text) : parse(text);
  };
}

/** Makes an object of a row; most rows are texts as they are. */
function rowMaker(
  layout: TableLayout,
): (row: Uint8Array<ArrayBuffer>) => unknown {
  const cutter = new RowCutter(layout);
  const make = objectMaker(layout.columns);
  const width = layout.columns.length;
  return (row) => {
    if (row.indexOf(INNER_LINE_FEED) === -1) {
      const text = decode(row);
      const isWhole = row[row.length - 1] === LINE_FEED;
      cutter.cut(isWhole ? text : text + "\n", 0);
      if (cutter.size === width) return make(cutter.fields);
    }
    return new RowItems(row.slice(), layout).next();
  };
}
