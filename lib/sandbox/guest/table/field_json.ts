// What a record, or a field of one, is in JSON: for what is neither text nor number.

import { JsonFault, jsonOf } from "../../exact_json.ts";
import { ItemFailure } from "../batch/item_failure.ts";
import { parseExactLine } from "../json/parse_line.ts";
import {
  getPrototypeOf,
  isArray,
  isRawJSON,
  objectPrototype,
  stringify,
} from "../prelude.ts";

/** A record whose fields can be asked for one by one, as JSON would. */
export function plainRecord(record: unknown): unknown {
  if (typeof record !== "object" || record === null) {
    return typeof record === "function" || typeof record === "symbol"
      ? jsonText(record)
      : record;
  }
  const isPlain = isArray(record) || isRawJSON(record) ||
    isSimple(getPrototypeOf(record));
  const { toJSON } = record as { toJSON?: unknown };
  if (isPlain && typeof toJSON !== "function") return record;
  const json = jsonOf(record, { hasBigInts: true, keepTypes: true });
  return json === undefined ? jsonText(record) : parseExactLine(json);
}

function isSimple(prototype: object | null): boolean {
  return prototype === null || prototype === objectPrototype;
}

/** What stands in a field that is neither text nor number; without a name, a whole record. */
export function jsonText(value: unknown, name?: string | number): string {
  const options = { hasBigInts: true, keepTypes: false };
  try {
    const json = jsonOf(value, options);
    if (json !== undefined) return fieldOf(json);
  } catch (error) {
    if (JsonFault.textOf(error) === undefined) throw error;
  }
  // Once more from outside of the field, so that the message has the whole path.
  jsonOf(placed(value, name), options);
  const what = name === undefined ? "record" : `field ${stringify(name)}`;
  throw new ItemFailure("result", `the ${what} is nothing in JSON`);
}

/** A value where it stands in its record: a list has places, and no names. */
function placed(value: unknown, name: string | number | undefined): unknown {
  if (name === undefined) return value;
  if (typeof name === "string") return { [name]: value };
  const list: unknown[] = [];
  for (let at = 0; at < name; at++) list[at] = null;
  list[name] = value;
  return list;
}

/** A value that says by `toJSON` that it is a text, such as a date, stands there as one. */
function fieldOf(json: string): string {
  return json[0] === '"' ? parseExactLine(json) as string : json;
}
