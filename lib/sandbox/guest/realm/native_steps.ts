// A method of the language that goes through a text or a list is work that no loop of the
// job shows. Where steps are counted, such a method counts by the lengths of what it is
// called on, what it is given and what it makes.

import {
  apply,
  getOwnPropertyDescriptor,
  isArray,
  isProxy,
} from "../prelude.ts";
import { replaceMethods } from "./guards.ts";
import { takeSteps } from "./steps.ts";

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Characters or elements that a native method goes through in the time of a step. */
const UNITS = 16;

// deno-fmt-ignore
const COUNTED: readonly [holder: object, names: readonly PropertyKey[]][] = [
  [Array, ["from"]],
  [Array.prototype, [
    "concat", "copyWithin", "every", "fill", "filter", "find", "findIndex", "findLast",
    "findLastIndex", "flat", "flatMap", "forEach", "includes", "indexOf", "join",
    "lastIndexOf", "map", "reduce", "reduceRight", "reverse", "shift", "slice", "some",
    "splice", "toLocaleString", "toReversed", "toSpliced", "toString", "unshift", "with",
  ]],
  [String, ["raw"]],
  [String.prototype, [
    "endsWith", "includes", "indexOf", "isWellFormed", "lastIndexOf", "localeCompare",
    "match", "matchAll", "normalize", "padEnd", "padStart", "repeat", "replace",
    "replaceAll", "search", "split", "startsWith", "toLocaleLowerCase",
    "toLocaleUpperCase", "toLowerCase", "toUpperCase", "toWellFormed", "trim", "trimEnd",
    "trimStart",
  ]],
  [RegExp.prototype, ["exec", "test"]],
  [JSON, ["parse", "stringify"]],
  [Object, [
    "assign", "entries", "fromEntries", "getOwnPropertyDescriptors",
    "getOwnPropertyNames", "groupBy", "keys", "values",
  ]],
  [Map, ["groupBy"]],
  [Reflect, ["apply", "construct", "ownKeys"]],
  [Function.prototype, ["apply"]],
  [Math, ["hypot", "max", "min"]],
  [globalThis, [
    "decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "escape",
    "unescape",
  ]],
];

/** Makes methods that go through a text or a list count; before lockdown freezes them. */
export function countNatives(): void {
  for (const [holder, names] of COUNTED) {
    for (const name of names) replaceMethods(holder, counting(holder, name));
  }
  for (const name of ["sort", "toSorted"]) {
    const { prototype } = Array;
    replaceMethods(prototype, counting(prototype, name, rounds));
  }
}

/** A method that counts, by its name; each unit counts as often as `times` says. */
function counting(
  holder: object,
  name: PropertyKey,
  times: (length: number) => number = once,
): object {
  const original = getOwnPropertyDescriptor(holder, name)?.value as Method;
  return {
    [name](this: unknown, ...args: unknown[]): unknown {
      let units = args.length + lengthOf(this);
      for (let at = 0; at < args.length; at++) units += lengthOf(args[at]);
      take(units * times(units));
      const result = apply(original, this, args);
      if (result !== this) take(lengthOf(result));
      return result;
    },
  };
}

function take(units: number): void {
  if (units >= UNITS) takeSteps((units - units % UNITS) / UNITS);
}

const once = () => 1;

/** How often a sort goes through a list of a length. */
function rounds(length: number): number {
  let count = 1;
  for (let rest = length; rest > 2; rest /= 2) count++;
  return count;
}

/** How long a text or a list is, without running code of the job's; 0 for all else. */
function lengthOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  return isArray(value) && !isProxy(value) ? value.length : 0;
}
