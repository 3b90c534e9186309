// V8 cannot interrupt a native method that is given an enormous length, and some
// abort the whole process instead of throwing. So the methods that can be given one
// refuse it first. Installed before lockdown, which then freezes the guarded forms.

import { inTextOrder } from "./arrays.ts";
import {
  checkedCount,
  checkedList,
  checkedText,
  checkLength,
  isObject,
} from "./lengths.ts";
import { apply, defineProperty } from "../prelude.ts";

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Checks what a method is given, and returns the `this` to call it with. */
export type Guard = (self: unknown, args: unknown[]) => unknown;

/** Guards by what they guard. */
export type Guards = readonly [object, readonly string[], Guard][];

/** Puts guards in place. */
export function installGuards(guards: Guards): void {
  for (const [holder, names, guard] of guards) {
    for (const name of names) guarded(holder, name, guard);
  }
}

/** Puts methods in the place of `holder`'s own of the same names. */
export function replaceMethods(holder: object, methods: object): void {
  for (const [name, method] of Object.entries(methods)) {
    replace(holder, name, method as Method);
  }
}

/** Replaces `holder[name]` by a form that calls `guard` first. */
function guarded(holder: object, name: string, guard: Guard): void {
  const original = (holder as Record<string, Method>)[name];
  // A method shorthand, because lockdown refuses functions with a prototype here.
  const { method } = {
    method(this: unknown, ...args: unknown[]): unknown {
      const self = guard(this, args);
      const result = apply(original as Method, self, args);
      // A stand-in for `this` never gets out.
      return result === self && isObject(self) ? this : result;
    },
  };
  replace(holder, name, method);
}

/** Replaces `holder[name]`; what it says of itself stays. */
function replace(holder: object, name: string, method: Method): void {
  const original = (holder as Record<string, Method>)[name];
  if (typeof original !== "function") return;
  const { length } = original;
  defineProperty(method, "name", { value: original.name, configurable: true });
  defineProperty(method, "length", { value: length, configurable: true });
  defineProperty(holder, name, {
    value: method,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

/** Comparing so many without a comparator of their own takes V8 a while. */
const LONG_SORT = 2 ** 12;

/** So many characters are not worth a property each. */
const PROPERTIES_LIMIT = 2 ** 20;

const checkThisList: Guard = (self) => checkedList(self);
const checkThisText: Guard = (self) => checkedText(self);

const checkSort: Guard = (self, args) => {
  const list = checkedList(self);
  if (args[0] === undefined && isObject(list)) {
    const { length } = list as { length: number };
    if (length > LONG_SORT) args[0] = inTextOrder;
  }
  return list;
};

const checkRepeat: Guard = (self, args) => {
  const text = checkedText(self);
  if (typeof text === "string") args[0] = checkedCount(args[0], text.length);
  return text;
};

const checkPadding: Guard = (self, args) => {
  args[0] = checkedCount(args[0]);
  return self;
};

const checkParse: Guard = (self, args) => {
  args[0] = checkedText(args[0]);
  return self;
};

/** Checks the argument at `index` as a list. */
function checkListAt(index: number): Guard {
  return (self, args) => {
    if (isObject(args[index])) args[index] = checkedList(args[index]);
    return self;
  };
}

const checkFrom: Guard = (self, args) => {
  const [source] = args;
  if (typeof source === "string") args[0] = checkedText(source);
  if (!isObject(source)) return self;
  const list = source as { [Symbol.iterator]?: () => Iterator<unknown> };
  const iterate = list[Symbol.iterator];
  args[0] = iterate === undefined || iterate === null
    ? checkedList(source)
    : { [Symbol.iterator]: () => apply(iterate, source, []) };
  return self;
};

const checkRaw: Guard = (self, args) => {
  const [template] = args;
  if (template !== null && template !== undefined) {
    const { raw } = template as { raw: unknown };
    args[0] = { raw: checkedList(raw) };
  }
  return self;
};

const checkSources: Guard = (self, args) => {
  for (const source of args) {
    if (typeof source === "string") {
      checkLength(source.length, PROPERTIES_LIMIT);
    }
  }
  return self;
};

// deno-fmt-ignore
const LIST_METHODS = [
  "copyWithin", "every", "fill", "filter", "find", "findIndex", "findLast",
  "findLastIndex", "forEach", "includes", "indexOf", "join", "lastIndexOf", "map",
  "reduce", "reduceRight", "reverse", "shift", "slice", "some", "splice",
  "toLocaleString", "toReversed", "toSpliced", "unshift", "with",
];

// deno-fmt-ignore
const TEXT_METHODS = [
  "includes", "indexOf", "isWellFormed", "lastIndexOf", "localeCompare", "match",
  "matchAll", "normalize", "replace", "replaceAll", "search", "split",
  "toLocaleLowerCase", "toLocaleUpperCase", "toLowerCase", "toUpperCase",
  "toWellFormed", "trim", "trimEnd", "trimStart",
];

// deno-fmt-ignore
const PROPERTY_METHODS = [
  "assign", "entries", "getOwnPropertyDescriptors", "getOwnPropertyNames", "keys",
  "values",
];

/** Every method that can be given an enormous length. */
export const LENGTH_GUARDS: Guards = [
  [Array.prototype, LIST_METHODS, checkThisList],
  [Array.prototype, ["sort", "toSorted"], checkSort],
  [String.prototype, TEXT_METHODS, checkThisText],
  [String.prototype, ["repeat"], checkRepeat],
  [String.prototype, ["padStart", "padEnd"], checkPadding],
  [String, ["raw"], checkRaw],
  [JSON, ["parse"], checkParse],
  [Function.prototype, ["apply"], checkListAt(1)],
  [Reflect, ["apply"], checkListAt(2)],
  [Reflect, ["construct"], checkListAt(1)],
  [Array, ["from"], checkFrom],
  [Object, PROPERTY_METHODS, checkSources],
];
