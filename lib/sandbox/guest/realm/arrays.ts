// Array methods that go into the arrays they are given, too: to check the first array
// is not enough. Written as methods, because lockdown refuses functions that have a
// prototype.

import { checkedList, isObject } from "./lengths.ts";
import { apply, isArray, NativeTypeError } from "../prelude.ts";

const Text = String;
const Box = Object;
const { isConcatSpreadable } = Symbol;
const nativeConcat = Array.prototype.concat;

type List = { readonly length: number; readonly [index: number]: unknown };

function listOf(value: unknown): List {
  if (value === null || value === undefined) {
    throw new NativeTypeError("Array method called on null or undefined");
  }
  return Box(checkedList(value)) as List;
}

function flatten(to: unknown[], value: unknown, depth: number): void {
  const list = listOf(value);
  for (let index = 0; index < list.length; index++) {
    if (!(index in list)) continue;
    const item = list[index];
    if (depth >= 1 && isArray(item)) flatten(to, item, depth - 1);
    else to[to.length] = item;
  }
}

function isSpreadable(value: unknown): boolean {
  if (!isObject(value)) return false;
  const wish = (value as Record<symbol, unknown>)[isConcatSpreadable];
  return wish === undefined ? isArray(value) : !!wish;
}

/** A value as one real array, which `concat` takes apart again. */
function toPart(value: unknown): unknown[] {
  if (!isSpreadable(value)) return [value];
  const list = listOf(value);
  if (list === value && isArray(value)) return value;
  const part: unknown[] = [];
  flatten(part, list, 0);
  return part;
}

/** What `Array.prototype` gets instead of its own methods of these names. */
export const ARRAY_METHODS = {
  concat(this: unknown, ...values: unknown[]): unknown[] {
    const parts: unknown[][] = [];
    for (const value of values) parts[parts.length] = toPart(value);
    const self = toPart(this);
    return apply(nativeConcat, self, parts) as unknown[];
  },

  flat(this: unknown, depth: unknown = 1): unknown[] {
    const flattened: unknown[] = [];
    flatten(flattened, this, Number(depth));
    return flattened;
  },

  flatMap(
    this: unknown,
    callback: (...args: unknown[]) => unknown,
    thisArg?: unknown,
  ): unknown[] {
    const list = listOf(this);
    const flattened: unknown[] = [];
    for (let index = 0; index < list.length; index++) {
      if (!(index in list)) continue;
      const made = apply(callback, thisArg, [list[index], index, this]);
      if (isArray(made)) flatten(flattened, made, 0);
      else flattened[flattened.length] = made;
    }
    return flattened;
  },
};

/** The order `sort` has without a comparator, as one that can be interrupted. */
export function inTextOrder(a: unknown, b: unknown): number {
  const first = Text(a);
  const second = Text(b);
  if (first === second) return 0;
  return first < second ? -1 : 1;
}
