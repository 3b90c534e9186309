// Which columns a table has, and what of a record stands in each.

import {
  LONGEST_NAMES,
  type TableColumns,
  type TableLayout,
} from "../../protocol.ts";
import { ItemFailure } from "../batch/item_failure.ts";
import { isArray, namesOf, stringify } from "../prelude.ts";
import { areSame, propertyReader } from "./row_objects.ts";

/** A record with names. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a record has names. */
export function isNamed(record: unknown): record is Fields {
  return typeof record === "object" && record !== null && !isArray(record);
}

/** The columns of a table whose first record this is. */
export function columnsOf(
  record: unknown,
  table: TableLayout | undefined,
): TableColumns {
  if (!isNamed(record)) {
    const size = isArray(record) ? record.length : 1;
    if (size === 0) throw noFields();
    return size;
  }
  const names = definedNames(record);
  if (names.length === 0) throw noFields();
  const [first = ""] = names;
  return table !== undefined && isIndex(first)
    ? inOrderOf(table.columns, names)
    : names;
}

function noFields(): ItemFailure {
  return new ItemFailure("result", "the record has no fields");
}

/** The names of the fields that JSON does not leave out. */
function definedNames(record: Fields): string[] {
  const names: string[] = [];
  let length = 0;
  const all = namesOf(record);
  for (let at = 0; at < all.length; at++) {
    const name = all[at] as string;
    if (record[name] === undefined) continue;
    names[names.length] = name;
    length += name.length;
  }
  if (length <= LONGEST_NAMES) return names;
  throw new ItemFailure(
    "result-size",
    `the names of the fields have ${length} characters, and ` +
      `${LONGEST_NAMES} are allowed`,
  );
}

/** Whether JavaScript lists a name before others, in the order of numbers. */
function isIndex(name: string): boolean {
  const number = +name;
  return number >= 0 && number < 2 ** 32 - 1 && `${number >>> 0}` === name;
}

/** The names in the order of the columns that came in, then those that are new. */
function inOrderOf(
  columns: readonly string[],
  names: readonly string[],
): string[] {
  const left = placesOf(names);
  const ordered: string[] = [];
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at] as string;
    if (left[column] === undefined) continue;
    ordered[ordered.length] = column;
    left[column] = undefined;
  }
  for (let at = 0; at < names.length; at++) {
    const name = names[at] as string;
    if (left[name] !== undefined) ordered[ordered.length] = name;
  }
  return ordered;
}

type Places = Record<string, number | undefined>;

function placesOf(names: readonly string[]): Places {
  const places = { __proto__: null } as unknown as Places;
  for (let at = 0; at < names.length; at++) places[names[at] as string] = at;
  return places;
}

/** What to do with a record that has other fields than there are columns. */
export interface Placing {
  readonly columns: readonly string[];
  /** Whether a field without a column is left out. */
  readonly dropsOthers: boolean;
}

/** Gives the values of a record in the order of the columns; valid until the next call. */
export type ValuesReader = (record: Fields) => readonly unknown[];

/** Makes the function that reads the values of records. */
export function valuesReader(placing: Placing): ValuesReader {
  const { columns } = placing;
  const read = propertyReader(columns);
  let place: ValuesReader | undefined;
  return (record) => {
    const names = namesOf(record);
    if (areSame(names, columns)) return read(record);
    place ??= valuesPlacer(placing);
    return place(record);
  };
}

/** Reads the values of records whose names are not just the columns. */
function valuesPlacer({ columns, dropsOthers }: Placing): ValuesReader {
  const places = placesOf(columns);
  const values: unknown[] = [];
  return (record) => {
    const names = namesOf(record);
    for (let at = 0; at < columns.length; at++) values[at] = undefined;
    for (let at = 0; at < names.length; at++) {
      const name = names[at] as string;
      const place = places[name];
      const value = record[name];
      if (place !== undefined) values[place] = value;
      else if (!dropsOthers && value !== undefined) {
        throw new ItemFailure("result", extraField(name, columns));
      }
    }
    return values;
  };
}

/** Most names of columns that a message shows. */
const SHOWN = 8;

function extraField(name: string, columns: readonly string[]): string {
  return `the field ${stringify(name)} is not among the columns of the first ` +
    `record: ${listed(columns)}`;
}

/** The names of columns, as far as a message shows them. */
export function listed(columns: readonly string[]): string {
  let text = "";
  for (let at = 0; at < columns.length && at < SHOWN; at++) {
    text += at === 0 ? columns[at] : `, ${columns[at]}`;
  }
  return columns.length > SHOWN ? `${text}, …` : text;
}
