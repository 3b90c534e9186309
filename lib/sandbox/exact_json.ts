// How a value becomes JSON, on both sides: with all digits of its BigInts, and never
// with `null` or nothing in the place of what JSON cannot say.

import { types } from "node:util";
import { LIMIT } from "./exact_numbers.ts";

type Replacer = (this: unknown, key: string, value: unknown) => unknown;

const { stringify, rawJSON } = JSON as unknown as {
  stringify(value: unknown, replacer?: Replacer): string | undefined;
  rawJSON(text: string): object;
};
const toExponential: (value: number) => string = Function.prototype.call.bind(
  Number.prototype.toExponential,
);
const { isArray } = Array;
const { getPrototypeOf } = Reflect;
const objectPrototype = Object.prototype;
const iteratorPrototype = Iterator.prototype;
const isPrototypeOf: (prototype: object, value: object) => boolean = Function
  .prototype.call.bind(objectPrototype.isPrototypeOf);
const Text = String;

/** Why a value cannot become JSON; to make an error of it costs more than all else. */
export class Unsayable {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** The same as an error. */
export class JsonFault extends Error {
  readonly #text: string;

  constructor(text: string) {
    super(text);
    this.#text = text;
  }

  /** What one of these says; undefined for anything else, of which nothing is asked. */
  static textOf(thrown: unknown): string | undefined {
    return typeof thrown === "object" && thrown !== null && #text in thrown
      ? thrown.#text
      : undefined;
  }
}

/** Arrays with more elements are refused unread: their text would be refused, too. */
const MOST_ELEMENTS = 2 ** 26;

const TOO_LONG = "JSON cannot hold an array as long as this";

function isTooLong(value: unknown): boolean {
  return isArray(value) && value.length > MOST_ELEMENTS;
}

/** How {@linkcode jsonOrFault} writes. */
export interface JsonOptions {
  /** Whether `JSON.stringify` knows what to do with a BigInt here. */
  readonly hasBigInts: boolean;
  /**
   * Whether a number beyond 2^53 must be told from a BigInt when it is read again:
   * then it has an exponent.
   */
  readonly keepTypes: boolean;
}

/**
 * A value as JSON; undefined for one that is none by itself, and a fault, which names
 * the path, where JSON cannot say something in it.
 *
 * @param value Any value; its getters and `toJSON` methods run, maybe twice.
 * @param options How.
 * @throws What its getters throw, or `JSON.stringify` says of a circle.
 */
export function jsonOrFault(
  value: unknown,
  { hasBigInts, keepTypes }: JsonOptions,
): string | Unsayable | undefined {
  let isSure: boolean;
  try {
    isSure = isPlain(value, hasBigInts);
  } catch {
    return deepJson(value);
  }
  return isSure ? stringify(value) : checkedJson(value, keepTypes);
}

/**
 * The same, where a fault is thrown.
 *
 * @throws {JsonFault} If JSON cannot say something in it; the message names the path.
 */
export function jsonOf(
  value: unknown,
  options: JsonOptions,
): string | undefined {
  const json = jsonOrFault(value, options);
  if (json instanceof Unsayable) throw new JsonFault(json.text);
  return json;
}

/** The same for a value that is too deep to be walked through by calls. */
function deepJson(value: unknown): string | Unsayable | undefined {
  if (isTooLong(value)) return new Unsayable(TOO_LONG);
  // Throws for a circle, so that the walk ends.
  const json = stringify(value);
  const waiting: unknown[] = [value];
  for (let size = 1; size > 0;) {
    const next = waiting[--size];
    if (typeof next !== "object" || next === null) {
      if (isPlain(next, true)) continue;
      return new Unsayable("JSON cannot hold all of a value as deep as this");
    }
    for (const key in next) {
      waiting[size++] = (next as Record<string, unknown>)[key];
    }
  }
  return json;
}

/**
 * Whether `JSON.stringify` says all of a value; if not, or in doubt, false.
 *
 * Takes about a fifth of what stringifying does.
 *
 * @throws If it is too deep, too long, or a circle.
 */
export function isPlain(value: unknown, hasBigInts: boolean): boolean {
  switch (typeof value) {
    case "number":
      return value < LIMIT && value > -LIMIT;
    case "object":
      break;
    case "bigint":
      return hasBigInts;
    default:
      return typeof value !== "function" && typeof value !== "symbol";
  }
  if (value === null) return true;
  if (isArray(value)) {
    if (isTooLong(value)) throw TOO_LONG;
    for (let at = 0; at < value.length; at++) {
      if (!isPlain(value[at], hasBigInts)) return false;
    }
    return true;
  }
  const prototype = getPrototypeOf(value);
  if (prototype !== objectPrototype && prototype !== null) return false;
  for (const key in value) {
    if (!isPlain((value as Record<string, unknown>)[key], hasBigInts)) {
      return false;
    }
  }
  return true;
}

/** The same for a value that is not plain, in five times the time. */
export function checkedJson(
  value: unknown,
  keepTypes: boolean,
): string | Unsayable | undefined {
  const path = new Path();
  let found: Unsayable | undefined;
  const replace: Replacer = function (key, value) {
    path.enter(this, key);
    const fault = faultOf(value) ?? dateFault(this, key, value);
    if (fault !== undefined) {
      found = new Unsayable(path.describe(fault));
      throw found;
    }
    if (typeof value === "bigint") return rawJSON(Text(value));
    if (typeof value === "number") return keepTypes ? typed(value) : value;
    path.push(value);
    return value;
  };
  try {
    return stringify(value, replace);
  } catch (error) {
    if (found !== undefined && error === found) return found;
    throw error;
  }
}

/** A number, written with an exponent where it would look like a BigInt. */
function typed(value: number): unknown {
  if (value < LIMIT && value > -LIMIT) return value;
  return rawJSON(toExponential(value));
}

/** What a value is, if JSON cannot say it. */
function faultOf(value: unknown): string | undefined {
  switch (typeof value) {
    case "number":
      return value - value === 0 ? undefined : Text(value);
    case "function":
      return "a function";
    case "symbol":
      return "a symbol";
    case "object":
      return value === null ? undefined : exoticName(value);
    default:
      return undefined;
  }
}

/** What an object is whose content JSON leaves out. */
function exoticName(value: object): string | undefined {
  for (const [is, name] of EXOTIC) if (is(value)) return name;
  return undefined;
}

const EXOTIC: readonly (readonly [(value: object) => boolean, string])[] = [
  [types.isMap, "a Map"],
  [types.isSet, "a Set"],
  [types.isPromise, "a Promise"],
  [types.isRegExp, "a RegExp"],
  [types.isNativeError, "an Error"],
  [types.isTypedArray, "a typed array"],
  [types.isAnyArrayBuffer, "an ArrayBuffer"],
  [types.isDataView, "a DataView"],
  [types.isWeakMap, "a WeakMap"],
  [types.isWeakSet, "a WeakSet"],
  [(value) => isPrototypeOf(iteratorPrototype, value), "an iterator"],
  [types.isGeneratorObject, "a generator"],
];

/** An invalid date says `null` of itself. */
function dateFault(
  holder: unknown,
  key: string,
  value: unknown,
): string | undefined {
  if (value !== null) return undefined;
  const own = (holder as Record<string, unknown>)[key];
  return types.isDate(own) ? "an invalid Date" : undefined;
}

/** Longest path that is shown, in UTF-16 units. */
const LONGEST_PATH = 100;

const IDENTIFIER_REGEXP = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

/** Where in a value `JSON.stringify` is. */
class Path {
  #size = 0;
  readonly #holders: unknown[] = [];
  readonly #keys: string[] = [];
  #key = "";

  /** Notes that `key` of `holder` comes next. */
  enter(holder: unknown, key: string): void {
    while (this.#size > 0 && this.#holders[this.#size - 1] !== holder) {
      this.#size--;
    }
    this.#key = this.#size === 0 ? "" : nameOf(holder, key);
  }

  /** Notes what stands there, which may be the next holder. */
  push(value: unknown): void {
    this.#holders[this.#size] = value;
    this.#keys[this.#size] = this.#key;
    this.#size++;
  }

  /** Says what is wrong at this place. */
  describe(fault: string): string {
    if (this.#size === 0) return `JSON cannot hold ${fault}`;
    let path = "";
    for (let at = 1; at < this.#size; at++) path += this.#keys[at];
    path += this.#key;
    if (path.length > LONGEST_PATH) {
      path = `${path.substring(0, LONGEST_PATH)}…`;
    }
    return `JSON cannot hold ${fault}, which is at ${path}`;
  }
}

function nameOf(holder: unknown, key: string): string {
  if (isArray(holder)) return `[${key}]`;
  if (key.length > LONGEST_PATH) return ".…";
  return IDENTIFIER_REGEXP.test(key) ? `.${key}` : `[${stringify(key)}]`;
}
