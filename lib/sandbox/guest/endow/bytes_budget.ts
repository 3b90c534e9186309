// The memory of binary data lies outside of the heap, where no limit of V8 counts it.
// So whatever allocates some pays for it here first. What an item allocated stays
// counted until the item is over, used or not. A job that keeps its state can keep
// binary data, too: then what is alive of all items is measured now and then.

import { checkedCount, checkedList, isObject } from "../realm/lengths.ts";
import {
  apply,
  construct,
  defineProperty,
  getPrototypeOf,
  given,
  isAnyArrayBuffer,
  isTypedArray,
  memoryUsage,
} from "../prelude.ts";
import type { Guard, Guards } from "../realm/guards.ts";
import { checkTexts } from "../realm/texts.ts";

const MB = 2 ** 20;

/** Bytes that one item may allocate, all told. */
const BYTES_PER_ITEM = 64 * MB;

/** Bytes that may be alive of all items of a worker that keeps its state. */
const BYTES_PER_WORKER = 256 * MB;

const Refusal = RangeError;
const Count = Number;
let used = 0;
/** Allocated since what is alive was measured. */
let unmeasured = 0;

/** Takes `bytes` off what the item may still allocate, or throws. */
export function charge(bytes: number): void {
  if (!(bytes > 0)) return;
  if (used + bytes > BYTES_PER_ITEM) refuse();
  used += bytes;
  unmeasured += bytes;
  if (given.realm.isolate === "worker" && unmeasured > BYTES_PER_ITEM) {
    if (memoryUsage().external > BYTES_PER_WORKER) refuse();
    unmeasured = 0;
  }
}

function refuse(): never {
  throw new Refusal("binary data over the sandbox limit");
}

/** Starts an item. */
export function resetBudget(): void {
  used = 0;
}

/** The kinds of arrays a job can have. */
// deno-fmt-ignore
const ARRAYS = [
  "BigInt64Array", "BigUint64Array", "Float16Array", "Float32Array",
  "Float64Array", "Int16Array", "Int32Array", "Int8Array", "Uint16Array",
  "Uint32Array", "Uint8Array", "Uint8ClampedArray",
] as const;

/** The globals of binary data that a job gets. */
export const BINARY_GLOBALS: readonly string[] = [
  "ArrayBuffer",
  "DataView",
  ...ARRAYS,
];

type Constructor = new (...args: unknown[]) => object;
type Counted = (args: unknown[]) => unknown[];

/** Makes every constructor of binary data pay; before lockdown, which freezes them. */
export function countConstructors(): void {
  countConstructor("ArrayBuffer", ([length]) => {
    const bytes = checkedCount(length ?? 0);
    charge(bytes);
    return [bytes];
  });
  for (const name of ARRAYS) {
    const { BYTES_PER_ELEMENT } = globalThis[name];
    countConstructor(name, (args) => countElements(args, BYTES_PER_ELEMENT));
  }
}

function countConstructor(name: string, counted: Counted): void {
  const global = globalThis as unknown as Record<string, Constructor>;
  const Native = global[name] as Constructor;
  const Counting = new Proxy(Native, {
    construct: (_, args, target) => construct(Native, counted(args), target),
  });
  defineProperty(global, name, { value: Counting });
  defineProperty(Native.prototype, "constructor", { value: Counting });
}

function countElements(args: unknown[], size: number): unknown[] {
  const [source] = args;
  if (isAnyArrayBuffer(source)) return args;
  if (!isObject(source)) {
    const length = checkedCount(source ?? 0);
    charge(length * size);
    return [length];
  }
  const list = isTypedArray(source)
    ? source
    : Array.from(checkedList(source) as []);
  checkTexts(list);
  charge(list.length * size);
  return [list];
}

const TypedArray = getPrototypeOf(Uint8Array) as Uint8ArrayConstructor;
const byteLength = Object.getOwnPropertyDescriptor(
  TypedArray.prototype,
  "byteLength",
)?.get as () => number;
const bufferLength = Object.getOwnPropertyDescriptor(
  ArrayBuffer.prototype,
  "byteLength",
)?.get as () => number;

const chargeArray: Guard = (self) => {
  charge(apply(byteLength, self, []) as number);
  return self;
};

/** A relative index, as methods take them, as a number from 0 to `length`. */
function indexOf(value: unknown, length: number, missing: number): number {
  if (value === undefined) return missing;
  const index = Math.trunc(Count(value)) || 0;
  return index < 0 ? Math.max(0, length + index) : Math.min(index, length);
}

/** Reads the bounds of a slice once, and returns how many elements are in it. */
function takeBounds(args: unknown[], length: number): number {
  const from = indexOf(args[0], length, 0);
  const to = indexOf(args[1], length, length);
  args[0] = from;
  args[1] = to;
  return Math.max(0, to - from);
}

const chargeSlice: Guard = (self, args) => {
  const bytes = apply(byteLength, self, []) as number;
  const { length } = self as { length: number };
  const count = takeBounds(args, length);
  if (length > 0) charge(count * (bytes / length));
  return self;
};

const chargeBufferSlice: Guard = (self, args) => {
  charge(takeBounds(args, apply(bufferLength, self, []) as number));
  return self;
};

const chargeTransfer: Guard = (self, args) => {
  const now = apply(bufferLength, self, []) as number;
  args[0] = args[0] === undefined ? now : checkedCount(args[0]);
  charge(args[0] as number);
  return self;
};

const chargeText: Guard = (self, args) => {
  if (typeof args[0] === "string") charge(args[0].length);
  return self;
};

/** Methods that allocate binary data, and what makes them pay. */
export const BYTES_GUARDS: Guards = [
  [TypedArray.prototype, ["filter", "map"], chargeArray],
  [TypedArray.prototype, ["slice"], chargeSlice],
  [TypedArray.prototype, ["toReversed", "toSorted", "with"], chargeArray],
  [ArrayBuffer.prototype, ["slice", "sliceToImmutable"], chargeBufferSlice],
  [
    ArrayBuffer.prototype,
    ["transfer", "transferToFixedLength", "transferToImmutable"],
    chargeTransfer,
  ],
  [Uint8Array, ["fromBase64", "fromHex"], chargeText],
];
