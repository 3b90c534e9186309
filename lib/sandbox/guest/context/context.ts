// The second argument of a job: what it is given beside the item.

import { parseExactLine } from "../json/parse_line.ts";
import { isObject } from "../realm/lengths.ts";
import type { JobContext } from "../../protocol.ts";
import { beginCalls, type Calls, expectCalls } from "./calls.ts";

/** What one item gets. */
export interface Context {
  readonly index: number;
  readonly args: unknown;
  readonly call: Calls;
}

const { freeze, keys } = Object;

/** Makes the function that makes the context of each item. */
export function contextMaker(
  context: JobContext,
): (index: number) => Context {
  const args = frozen(parseExactLine(context.args));
  const call = expectCalls(context);
  if (context.calls.length === 0) return (index) => ({ index, args, call });
  return (index) => ({ index, args, call: beginCalls() });
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
