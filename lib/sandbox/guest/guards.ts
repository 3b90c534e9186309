// V8 cannot interrupt a native method that is given an enormous length, and some
// abort the whole process instead of throwing. So the methods that can be given one
// refuse it first. Installed before lockdown, which then freezes the guarded forms.

import { apply, defineProperty } from "./prelude.ts";

/** Longest array, string or argument list that a guarded method takes. */
export const LENGTH_LIMIT = 2 ** 24;

type Method = (this: unknown, ...args: unknown[]) => unknown;
type Guard = (self: unknown, args: unknown[]) => void;

const Refusal = RangeError;

function checkLength(length: unknown): void {
  if (typeof length === "number" && length > LENGTH_LIMIT) {
    throw new Refusal("length over the sandbox limit");
  }
}

function lengthOf(value: unknown): unknown {
  const isObject = value !== null &&
    (typeof value === "object" || typeof value === "function");
  return isObject || typeof value === "string"
    ? (value as { length?: unknown }).length
    : undefined;
}

/** Replaces `holder[name]` by a form that calls `guard` first. */
function guarded(holder: object, name: string, guard: Guard): void {
  const original = (holder as Record<string, Method>)[name];
  if (typeof original !== "function") return;
  // A method shorthand, because lockdown refuses functions with a prototype here.
  const { method } = {
    method(this: unknown, ...args: unknown[]): unknown {
      guard(this, args);
      return apply(original, this, args);
    },
  };
  defineProperty(method, "name", { value: original.name, configurable: true });
  defineProperty(method, "length", {
    value: original.length,
    configurable: true,
  });
  defineProperty(holder, name, {
    value: method,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

const checkThis: Guard = (self) => checkLength(lengthOf(self));
const checkFirst: Guard = (_self, args) => checkLength(lengthOf(args[0]));
const checkSecond: Guard = (_self, args) => checkLength(lengthOf(args[1]));
const checkThird: Guard = (_self, args) => checkLength(lengthOf(args[2]));
const checkPadding: Guard = (_self, args) => checkLength(Number(args[0]));
const checkRepeat: Guard = (self, args) =>
  checkLength(Number(lengthOf(self)) * Number(args[0]));

// deno-fmt-ignore
const ARRAY_METHODS = [
  "at", "concat", "copyWithin", "entries", "every", "fill", "filter", "find",
  "findIndex", "findLast", "findLastIndex", "flat", "flatMap", "forEach",
  "includes", "indexOf", "join", "keys", "lastIndexOf", "map", "pop", "push",
  "reduce", "reduceRight", "reverse", "shift", "slice", "some", "sort", "splice",
  "toLocaleString", "toReversed", "toSorted", "toSpliced", "unshift", "values",
  "with",
];

// deno-fmt-ignore
const STRING_METHODS = [
  "includes", "indexOf", "isWellFormed", "lastIndexOf", "localeCompare", "match",
  "matchAll", "normalize", "replace", "replaceAll", "search", "split",
  "toLocaleLowerCase", "toLocaleUpperCase", "toLowerCase", "toUpperCase",
  "toWellFormed", "trim", "trimEnd", "trimStart",
];

const TABLE: readonly [object, readonly string[], Guard][] = [
  [Array.prototype, ARRAY_METHODS, checkThis],
  [String.prototype, STRING_METHODS, checkThis],
  [String.prototype, ["repeat"], checkRepeat],
  [String.prototype, ["padStart", "padEnd"], checkPadding],
  [JSON, ["parse"], checkFirst],
  [Function.prototype, ["apply"], checkSecond],
  [Reflect, ["apply"], checkThird],
  [Reflect, ["construct"], checkSecond],
  [Array, ["from"], checkFirst],
  [Object, [
    "entries",
    "getOwnPropertyDescriptors",
    "getOwnPropertyNames",
    "keys",
    "values",
  ], checkFirst],
];

/** Puts every guard in place. */
export function installGuards(): void {
  for (const [holder, names, guard] of TABLE) {
    for (const name of names) guarded(holder, name, guard);
  }
}
