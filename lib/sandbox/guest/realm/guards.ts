// V8 cannot interrupt a native method that is given an enormous length, and some
// abort the whole process instead of throwing. So the methods that can be given one
// refuse it first. Installed before lockdown, which then freezes the guarded forms.

import { inTextOrder } from "./arrays.ts";
import { checkTexts, isQuickToCompare, PATTERN_LIMIT } from "./texts.ts";
import {
  checkedCount,
  checkedList,
  checkedText,
  checkLength,
  isObject,
} from "./lengths.ts";
import {
  apply,
  defineProperty,
  getPrototypeOf,
  NativeTypeError,
  sourceOf,
} from "../prelude.ts";
import { PROPERTIES_LIMIT } from "../../protocol.ts";

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Checks what a method is given, and returns the `this` to call it with. */
export type Guard = (self: unknown, args: unknown[]) => unknown;

/** Guards by what they guard. */
export type Guards = readonly [object, readonly PropertyKey[], Guard][];

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
function guarded(holder: object, name: PropertyKey, guard: Guard): void {
  const original = (holder as Record<PropertyKey, Method>)[name];
  // Lockdown refuses functions that have a prototype here; a method has none.
  const { method } = {
    method(this: unknown, ...args: unknown[]): unknown {
      const self = guard(this, args);
      const result = apply(original as Method, self, args);
      // The job gets its own object back, never the stand-in for it.
      return result === self && isObject(self) ? this : result;
    },
  };
  replace(holder, name, method);
}

/** Replaces `holder[name]` by a method of the same name and length. */
function replace(holder: object, name: PropertyKey, method: Method): void {
  const original = (holder as Record<PropertyKey, Method>)[name];
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

/** Longest array that V8 sorts by itself without a comparator: it cannot be interrupted. */
const LONG_SORT = 2 ** 12;

/** Longest text to normalize, which can make eighteen characters of one. */
const NORMAL_LIMIT = 2 ** 22;

const checkThisList: Guard = (self, args) => checkedList(checkBox(self, args));
/** Checks the text that a method is called on, and the texts that it is given. */
const checkTextsOf: Guard = (self, args) => {
  for (const text of args) {
    if (typeof text === "string") checkLength(text.length);
  }
  return checkedText(self);
};

/** Checks a pattern that is given as text. */
const checkPattern: Guard = (self, args) => {
  const [pattern] = args;
  if (typeof pattern === "string") checkLength(pattern.length, PATTERN_LIMIT);
  return checkedText(self);
};

const checkNormal: Guard = (self) => {
  const text = checkedText(self);
  if (typeof text === "string") checkLength(text.length, NORMAL_LIMIT);
  return text;
};

/** Refuses to box a long text, as methods of arrays do. */
const checkBox: Guard = (self) => {
  if (typeof self === "string") checkLength(self.length, PROPERTIES_LIMIT);
  return self;
};

/** Checks the texts that are joined, and the list. */
const checkJoin: Guard = (self, args) => {
  const list = checkedList(checkBox(self, args));
  checkTexts(list);
  return list;
};

/** Checks a text that is to be written in another way. */
const checkFirst: Guard = (self, args) => {
  args[0] = checkedText(args[0]);
  return self;
};

const checkSort: Guard = (self, args) => {
  const list = checkedList(self);
  if (args[0] === undefined && isObject(list)) {
    const values = list as unknown[];
    if (values.length > LONG_SORT || !isQuickToCompare(values)) {
      args[0] = inTextOrder;
    }
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

/** Checks the argument at `index` as a list. */
function checkListAt(index: number): Guard {
  return (self, args) => {
    if (!isObject(args[index])) return self;
    args[index] = checkedList(args[index]);
    checkTexts(args[index]);
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

/**
 * Lets no class with private members get another parent: the one that its text names is
 * checked where it is named, see guarded_syntax.ts.
 */
const checkParent: Guard = (self, args) => {
  const [child, parent] = args;
  if (typeof child !== "function") return self;
  const source = sourceOf(child as Method);
  const hasPrivate = source.startsWith("class") && source.includes("#");
  if (hasPrivate && getPrototypeOf(child) !== parent) {
    throw new NativeTypeError(
      "the parent of a class with private members cannot be changed",
    );
  }
  return self;
};

// deno-fmt-ignore
const LIST_METHODS = [
  "copyWithin", "every", "fill", "filter", "find", "findIndex", "findLast",
  "findLastIndex", "forEach", "map",
  "reduce", "reduceRight", "reverse", "shift", "slice", "some", "splice",
  "toLocaleString", "toReversed", "toSpliced", "unshift", "with",
];

// deno-fmt-ignore
const TEXT_METHODS = [
  "concat", "endsWith", "includes", "indexOf", "isWellFormed", "lastIndexOf",
  "localeCompare", "replace", "replaceAll", "split", "startsWith",
  "toLocaleLowerCase", "toLocaleUpperCase", "toLowerCase", "toUpperCase",
  "toWellFormed", "trim", "trimEnd", "trimStart",
];

// deno-fmt-ignore
const PROPERTY_METHODS = [
  "assign", "entries", "getOwnPropertyDescriptors", "getOwnPropertyNames", "keys",
  "values",
];

const WRITING_FUNCTIONS = [
  "decodeURI",
  "decodeURIComponent",
  "encodeURI",
  "encodeURIComponent",
  "escape",
  "unescape",
];

/** Every method that can be given an enormous length, or a class's parent. */
export const LENGTH_GUARDS: Guards = [
  [Array.prototype, LIST_METHODS, checkThisList],
  [Array.prototype, ["sort", "toSorted"], checkSort],
  [Array.prototype, ["join"], checkJoin],
  [String.prototype, TEXT_METHODS, checkTextsOf],
  [String.prototype, ["match", "matchAll", "search"], checkPattern],
  [String.prototype, ["normalize"], checkNormal],
  [Object.prototype, ["valueOf"], checkBox],
  [String.prototype, ["repeat"], checkRepeat],
  [String.prototype, ["padStart", "padEnd"], checkPadding],
  [String, ["raw"], checkRaw],
  [JSON, ["parse"], checkFirst],
  [globalThis, WRITING_FUNCTIONS, checkFirst],
  [Function.prototype, ["apply"], checkListAt(1)],
  [Reflect, ["apply"], checkListAt(2)],
  [Reflect, ["construct"], checkListAt(1)],
  [Array, ["from"], checkFrom],
  [Object, PROPERTY_METHODS, checkSources],
  [Object, ["setPrototypeOf"], checkParent],
  [Reflect, ["setPrototypeOf"], checkParent],
];
