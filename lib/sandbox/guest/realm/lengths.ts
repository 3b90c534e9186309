// Lengths that can be trusted: they are read once, here, and stay the same when a native
// method reads them again.

import {
  getOwnPropertyDescriptor,
  getProperty,
  isArray,
  isProxy,
} from "../prelude.ts";

/** Longest array, string or argument list that a guarded method takes. */
const LENGTH_LIMIT = 2 ** 24;

const Refusal = RangeError;
const Text = String;
const Count = Number;
const Facade = Proxy;

/** Throws if a length is one that V8 should not be given. */
export function checkLength(length: number, limit = LENGTH_LIMIT): void {
  if (length > limit) throw new Refusal("length over the sandbox limit");
}

/** A value as a method will read it as text, checked; null and undefined as they are. */
export function checkedText(value: unknown): unknown {
  if (value === null || value === undefined || typeof value === "symbol") {
    return value;
  }
  const text = typeof value === "string" ? value : Text(value);
  checkLength(text.length);
  return text;
}

/** A value as a method will read it as a number: checked, if it is a number of units. */
export function checkedCount(value: unknown, unit = 1): number {
  const count = Count(value);
  checkLength(count * unit);
  return count;
}

/**
 * A value whose `length` is checked and will be the same when it is read again:
 * mostly the value itself, else a stand-in for it.
 */
export function checkedList(value: unknown): unknown {
  if (typeof value === "string") return checkedText(value);
  if (!isObject(value)) return value;
  if (!isProxy(value)) {
    const length = isArray(value)
      ? value.length
      : getOwnPropertyDescriptor(value, "length")?.value;
    if (typeof length === "number") {
      checkLength(length);
      return value;
    }
  }
  const length = Count(getProperty(value, "length"));
  checkLength(length);
  return withLength(value, length);
}

/** Whether a value can have properties of its own. */
export function isObject(value: unknown): value is object {
  return value !== null &&
    (typeof value === "object" || typeof value === "function");
}

function withLength(target: object, length: number): object {
  return new Facade(target, {
    get: (target, key, self) =>
      key === "length" ? length : getProperty(target, key, self),
  });
}
