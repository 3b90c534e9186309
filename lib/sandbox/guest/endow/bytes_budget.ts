// The memory of binary data lies outside of the heap, where no limit of V8 counts it.
// So whatever allocates some pays for it here first. What an item allocated stays
// counted until the item is over, used or not.

import { checkedCount, checkedList, isObject } from "../realm/lengths.ts";
import {
  apply,
  construct,
  defineProperty,
  getPrototypeOf,
  given,
  isAnyArrayBuffer,
  isTypedArray,
} from "../prelude.ts";
import type { Guard, Guards } from "../realm/guards.ts";

/** Bytes that one item may allocate, all told. */
export const BYTES_PER_ITEM = 64 * 2 ** 20;

const Refusal = RangeError;
let used = 0;

/** Takes `bytes` off what the item may still allocate, or throws. */
export function charge(bytes: number): void {
  if (!(bytes > 0)) return;
  if (used + bytes > BYTES_PER_ITEM) {
    throw new Refusal("binary data over the sandbox limit");
  }
  used += bytes;
}

/** Starts an item; a worker that keeps its state keeps what it allocated, too. */
export function resetBudget(): void {
  if (given.realm.isolate === "item") used = 0;
}

/** The kinds of arrays a job can have; not floats, whose NaN can carry a message. */
// deno-fmt-ignore
const ARRAYS = [
  "BigInt64Array", "BigUint64Array", "Int16Array", "Int32Array", "Int8Array",
  "Uint16Array", "Uint32Array", "Uint8Array", "Uint8ClampedArray",
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

const chargeBuffer: Guard = (self, args) => {
  if (args[0] !== undefined) args[0] = checkedCount(args[0]);
  charge(apply(bufferLength, self, []) as number);
  return self;
};

const chargeTransfer: Guard = (self, args) => {
  chargeBuffer(self, args);
  charge(args[0] as number);
  return self;
};

const chargeText: Guard = (self, args) => {
  if (typeof args[0] === "string") charge(args[0].length);
  return self;
};

/** Methods that allocate binary data, and what makes them pay. */
export const BYTES_GUARDS: Guards = [
  [TypedArray.prototype, ["filter", "map", "slice"], chargeArray],
  [TypedArray.prototype, ["toReversed", "toSorted", "with"], chargeArray],
  [ArrayBuffer.prototype, ["slice", "sliceToImmutable"], chargeBuffer],
  [
    ArrayBuffer.prototype,
    ["transfer", "transferToFixedLength", "transferToImmutable"],
    chargeTransfer,
  ],
  [Uint8Array, ["fromBase64", "fromHex"], chargeText],
];
