// The second argument of a job: what it is given beside the item.

import { parseExactLine } from "../json/parse_line.ts";
import { defineProperty } from "../prelude.ts";
import { isObject } from "../realm/lengths.ts";
import type { JobContext } from "../../context_protocol.ts";
import { type Lookup, openLookup } from "./lookup.ts";
import { beginCalls, type Calls, expectCalls } from "./calls.ts";

/** What one item gets. */
export interface Context {
  readonly index: number;
  readonly args: unknown;
  readonly tables: Readonly<Record<string, Lookup>>;
  readonly call: Calls;
}

const { create, freeze, keys } = Object;

/** Makes the function that makes the context of each item. */
export function contextMaker(
  context: JobContext,
): (index: number) => Context {
  const args = frozen(parseExactLine(context.args));
  const tables = openTables(context);
  const call = expectCalls(context);
  return context.calls.length === 0
    ? (index) => ({ index, args, tables, call })
    : (index) => ({ index, args, tables, call: beginCalls() });
}

function openTables({ tables }: JobContext): Record<string, Lookup> {
  const opened = create(null);
  for (const table of tables) {
    defineProperty(opened, table.name, {
      value: openLookup(table),
      enumerable: true,
    });
  }
  return freeze(opened);
}

/** A value of JSON that nobody can change. */
function frozen(value: unknown): unknown {
  const waiting: unknown[] = [value];
  for (let size = 1; size > 0;) {
    const next = waiting[--size];
    if (!isObject(next)) continue;
    freeze(next);
    for (const key of keys(next)) {
      waiting[size++] = (next as Record<string, unknown>)[key];
    }
  }
  return value;
}
