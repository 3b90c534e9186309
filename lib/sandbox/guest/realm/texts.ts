// A text made by `+` costs next to nothing until something reads it, and a native method
// that reads thousands of them cannot be stopped meanwhile. So the texts that one call
// may read are counted first, or the method is replaced by one that V8 can interrupt.

import { checkedList, checkLength, isObject } from "./lengths.ts";
import { defineOverridable } from "./overridable.ts";
import {
  apply,
  construct,
  defineProperty,
  getOwnPropertyDescriptor,
  isArray,
  ownKeys,
} from "../prelude.ts";
import { PROPERTIES_LIMIT, TEXT_LIMIT, TEXT_MARK } from "../../protocol.ts";

type List = { readonly length: number; readonly [index: number]: unknown };
type Method = (this: unknown, ...args: unknown[]) => unknown;

const Count = Number;
const Text = String;
const { trunc } = Math;
const lists = Array.prototype as unknown as Record<string, Method>;
const { indexOf, lastIndexOf, includes } = lists as Record<
  "includes" | "indexOf" | "lastIndexOf",
  Method
>;

/** Texts of fewer characters in all are not worth counting one by one. */
const FEW = 2 ** 20;

/** Does nothing: a loop that calls it can be stopped by V8, see loop_checkpoints.ts. */
function checkpoint(): void {}

/** Throws if the texts of a list are more than one call may read. */
export function checkTexts(value: unknown, limit = TEXT_LIMIT): void {
  if (!isArray(value)) return;
  const list = value as List;
  let length = 0;
  for (let at = 0; at < list.length; at++) {
    const text = list[at];
    if (typeof text !== "string") continue;
    length += text.length;
    if (length > limit) checkLength(length, limit);
  }
}

/** Whether a list holds only numbers and few characters. */
export function isQuickToCompare(list: List): boolean {
  let length = 0;
  for (let at = 0; at < list.length; at++) {
    const value = list[at];
    if (typeof value === "string") length += value.length;
    else if (typeof value !== "number" && value !== undefined) return false;
    if (length > FEW) return false;
  }
  return true;
}

/** Whether a search compares so few characters that a native method may do it. */
function isQuickSearch(list: unknown, target: unknown): boolean {
  if (typeof target !== "string" || !isArray(list)) return true;
  return target.length * (list as unknown[]).length <= FEW;
}

function startOf(value: unknown, length: number): number {
  const index = trunc(Count(value)) || 0;
  return index < 0 ? length + index : index;
}

/** Methods of `Array.prototype` that look for a text among others. */
export const SEARCH_METHODS = {
  includes(this: unknown, target: unknown, from: unknown): unknown {
    const list = checkedList(this) as List;
    if (isQuickSearch(list, target)) {
      return apply(includes, list, [target, from]);
    }
    for (let at = startOf(from, list.length); at < list.length; at++) {
      checkpoint();
      if (list[at] === target) return true;
    }
    return false;
  },

  indexOf(this: unknown, target: unknown, from: unknown): unknown {
    const list = checkedList(this) as List;
    if (isQuickSearch(list, target)) {
      return apply(indexOf, list, [target, from]);
    }
    for (let at = startOf(from, list.length); at < list.length; at++) {
      checkpoint();
      if (list[at] === target) return at;
    }
    return -1;
  },

  lastIndexOf(this: unknown, ...args: unknown[]): unknown {
    const list = checkedList(this) as List;
    if (isQuickSearch(list, args[0])) return apply(lastIndexOf, list, args);
    const last = list.length - 1;
    let at = args.length > 1 ? startOf(args[1], list.length) : last;
    for (at = at > last ? last : at; at >= 0; at--) {
      checkpoint();
      if (list[at] === args[0]) return at;
    }
    return -1;
  },
};

/** Replaces functions of `Math` that read all their arguments in one go. */
export function readNumbersSingly(): void {
  for (const name of ["hypot", "max", "min"] as const) {
    const native = Math[name] as (...numbers: unknown[]) => number;
    const { method } = {
      method(...numbers: unknown[]): number {
        for (let at = 0; at < numbers.length; at++) {
          const number = numbers[at];
          if (typeof number === "number") continue;
          checkpoint();
          // `+`, and not Number(): it throws for a BigInt, as the native function does.
          numbers[at] = +(number as number);
        }
        return native(...numbers);
      },
    };
    defineProperty(method, "name", { value: name });
    defineProperty(method, "length", { value: native.length });
    defineProperty(Math, name, { value: method });
  }
}

/** Longest text that may become a pattern: compiling takes a hundred times its size. */
export const PATTERN_LIMIT = 2 ** 18;

/** Most digits that are read as one integer: it takes more than linear time. */
const DIGITS_LIMIT = 2 ** 20;

/** Lets no text become an object that has a property for each of millions of characters. */
export function boundBoxes(): void {
  replaceConstructor("Object", (value) => {
    if (typeof value === "string") checkLength(value.length, PROPERTIES_LIMIT);
    return value;
  });
  replaceConstructor("String", (value) => {
    const text = Text(value);
    checkLength(text.length, PROPERTIES_LIMIT);
    return text;
  });
  replaceConstructor("BigInt", (value) => {
    if (typeof value === "string") checkLength(value.length, DIGITS_LIMIT);
    return value;
  });
}

/**
 * Lets no long text become a pattern.
 *
 * After the repairs of lockdown, which put a constructor of their own in this place.
 */
export function boundPatterns(): void {
  replaceConstructor("RegExp", (value) => {
    if (typeof value === "string") checkLength(value.length, PATTERN_LIMIT);
    return value;
  });
  const { prototype } = RegExp;
  defineOverridable(prototype, "constructor", prototype.constructor);
}

/** Puts a function in the place of a constructor: what is made is checked first. */
function replaceConstructor(
  name: "BigInt" | "Object" | "RegExp" | "String",
  checked: (value: unknown) => unknown,
): void {
  const { prototype } = globalThis[name];
  const Native = prototype.constructor as (value?: unknown) => unknown;
  const isText = name === "String";
  function Checked(this: unknown, ...args: unknown[]): unknown {
    if (new.target === undefined && isText) return apply(Native, this, args);
    if (args.length > 0) args[0] = checked(args[0]);
    if (new.target === undefined) return apply(Native, this, args);
    const made = new.target === Checked ? Native : new.target;
    return construct(Native, args, made);
  }
  for (const key of ownKeys(Native)) {
    const descriptor = getOwnPropertyDescriptor(Native, key);
    if (descriptor !== undefined) defineProperty(Checked, key, descriptor);
  }
  defineProperty(prototype, "constructor", { value: Checked });
  defineProperty(globalThis, name, { value: Checked });
}

/**
 * Lets a long text refuse to be taken apart by a pattern with a rest: see
 * guarded_syntax.ts. After the repairs of lockdown, which remove what they do not know.
 */
export function markTexts(): void {
  const { get } = {
    get(this: { length: unknown }): undefined {
      const isText = typeof this === "string" || isObject(this);
      if (isText && typeof this.length === "number") {
        checkLength(this.length, PROPERTIES_LIMIT);
      }
      return undefined;
    },
  };
  defineProperty(String.prototype, Symbol(TEXT_MARK), {
    get,
    enumerable: false,
    configurable: true,
  });
}
