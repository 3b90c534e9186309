// The second argument of a job: what it is given beside the item.

import { jsonOf } from "../../exact_json.ts";
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
  /** What the module's `setup` gave, if it has one. */
  readonly setup?: unknown;
  readonly call: Calls;
}

const { create, freeze, keys } = Object;

/** Makes the function that makes the context of each item. */
export function contextMaker(
  context: JobContext,
  setup: SetupFunction | undefined,
): (index: number) => Context {
  const args = frozen(parseExactLine(context.args));
  const tables = openTables(context);
  const call = expectCalls(context);
  const nothing = setup === undefined;
  const made = nothing ? undefined : resultOf(setup, { args, tables });
  // One literal for each shape: an object that is copied takes ten times as long.
  if (context.calls.length > 0) {
    return nothing
      ? (index) => ({ index, args, tables, call: beginCalls() })
      : (index) => ({ index, args, tables, setup: made, call: beginCalls() });
  }
  return nothing
    ? (index) => ({ index, args, tables, call })
    : (index) => ({ index, args, tables, setup: made, call });
}

/** What a module exports to be called once a worker, before all items. */
export type SetupFunction = (context: object) => unknown;

/** Calls the setup; what it gives is JSON, so that no item can keep anything in it. */
function resultOf(setup: SetupFunction, context: object): unknown {
  const made = setup(freeze({ ...context }));
  if (
    isObject(made) && typeof (made as { then?: unknown }).then === "function"
  ) {
    throw new TypeError("setup gives its result at once, and no promise");
  }
  const json = jsonOf(made, { hasBigInts: true, keepTypes: true });
  if (json === undefined) throw new TypeError("setup gives a value of JSON");
  return frozen(parseExactLine(json));
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

/** A value of JSON, frozen all the way down. */
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
