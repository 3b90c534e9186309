// URLs are made by Deno's own classes, of which a job never gets hold: what it sees
// are the two classes here, which hand texts in and out.

import { checkLength, isObject } from "../realm/lengths.ts";
import {
  defineProperty,
  NativeSearchParams,
  NativeTypeError,
  NativeUrl,
} from "../prelude.ts";
import type { EndowmentGlobals } from "./endowment_globals.ts";

const Text = String;

/**
 * Longest text that a method is given, and all names and values of one search, in UTF-16
 * units: they are written natively in one go, outside of the heap.
 */
const TEXT_LIMIT = 2 ** 22;

/** A value as a text that is not too long. */
function textOf(value: unknown): string {
  const text = Text(value);
  checkLength(text.length, TEXT_LIMIT);
  return text;
}

/** `URL` and `URLSearchParams`. */
export function endowUrl(): EndowmentGlobals {
  for (const name of PARTS) definePart(name);
  return { globals: { URL: JobUrl, URLSearchParams: JobSearchParams } };
}

/** What a search looks at, by the object a job has for it. */
const searches = new WeakMap<object, URLSearchParams>();

function searchOf(params: object): URLSearchParams {
  const search = searches.get(params);
  if (search === undefined) {
    throw new NativeTypeError("this is no URLSearchParams");
  }
  return search;
}

/** How long the names and values of a search are together, or were before some went. */
const lengths = new WeakMap<URLSearchParams, number>();

/** Counts what is added to a search; throws if that makes it too long. */
function grow(search: URLSearchParams, ...texts: string[]): void {
  let added = 0;
  for (const text of texts) added += text.length;
  let length = (lengths.get(search) ?? lengthOf(search)) + added;
  if (length > TEXT_LIMIT) length = lengthOf(search) + added;
  checkLength(length, TEXT_LIMIT);
  lengths.set(search, length);
}

function lengthOf(search: URLSearchParams): number {
  let length = 0;
  for (const [name, value] of search) length += name.length + value.length;
  return length;
}

function pairsOf(init: unknown): [string, string][] {
  if (!isObject(init)) return [...new NativeSearchParams(textOf(init))];
  const pairs = Symbol.iterator in init
    ? [...init as Iterable<Iterable<unknown>>].map((pair) => [...pair])
    : Object.entries(init);
  let length = 0;
  return pairs.map(([name, value]) => {
    const pair: [string, string] = [Text(name), Text(value)];
    length += pair[0].length + pair[1].length;
    checkLength(length, TEXT_LIMIT);
    return pair;
  });
}

class JobSearchParams {
  constructor(init: unknown = "") {
    searches.set(this, new NativeSearchParams(pairsOf(init)));
  }

  get size(): number {
    return searchOf(this).size;
  }

  append(name: unknown, value: unknown): void {
    const search = searchOf(this);
    const [key, text] = [textOf(name), textOf(value)];
    grow(search, key, text);
    search.append(key, text);
  }

  delete(name: unknown, ...value: unknown[]): void {
    const [only] = value.map(textOf);
    searchOf(this).delete(textOf(name), only);
  }

  get(name: unknown): string | null {
    return searchOf(this).get(textOf(name));
  }

  getAll(name: unknown): string[] {
    return [...searchOf(this).getAll(textOf(name))];
  }

  has(name: unknown, ...value: unknown[]): boolean {
    const [only] = value.map(textOf);
    return searchOf(this).has(textOf(name), only);
  }

  set(name: unknown, value: unknown): void {
    const search = searchOf(this);
    const [key, text] = [textOf(name), textOf(value)];
    grow(search, key, text);
    search.set(key, text);
  }

  sort(): void {
    searchOf(this).sort();
  }

  toString(): string {
    return searchOf(this).toString();
  }

  forEach(callback: (value: string, name: string, all: this) => void): void {
    for (const [name, value] of this) callback(value, name, this);
  }

  *entries(): Generator<[string, string]> {
    yield* pairs(this);
  }

  *keys(): Generator<string> {
    for (const [name] of pairs(this)) yield name;
  }

  *values(): Generator<string> {
    for (const [, value] of pairs(this)) yield value;
  }

  [Symbol.iterator](): Generator<[string, string]> {
    return this.entries();
  }
}

function pairs(params: object): [string, string][] {
  return [...searchOf(params)].map(([name, value]) => [name, value]);
}

/** The URL behind the object that a job has for it. */
const urls = new WeakMap<object, URL>();

function urlOf(self: object): URL {
  const url = urls.get(self);
  if (url === undefined) throw new NativeTypeError("this is no URL");
  return url;
}

function parseUrl(text: unknown, base: readonly unknown[]): URL {
  const [origin] = base.map(textOf);
  const address = textOf(text);
  try {
    return new NativeUrl(address, origin);
  } catch {
    throw new NativeTypeError("Invalid URL");
  }
}

class JobUrl {
  declare readonly href: string;
  declare readonly searchParams: JobSearchParams;

  constructor(text: unknown, ...base: unknown[]) {
    const url = parseUrl(text, base);
    const params = new JobSearchParams();
    searches.set(params, url.searchParams);
    urls.set(this, url);
    defineProperty(this, "searchParams", { value: params, enumerable: true });
  }

  static canParse(text: unknown, ...base: unknown[]): boolean {
    return JobUrl.parse(text, ...base) !== null;
  }

  static parse(text: unknown, ...base: unknown[]): JobUrl | null {
    try {
      return new JobUrl(text, ...base);
    } catch {
      return null;
    }
  }

  toString(): string {
    return urlOf(this).href;
  }

  toJSON(): string {
    return urlOf(this).href;
  }
}

// deno-fmt-ignore
const PARTS = [
  "hash", "host", "hostname", "href", "origin", "password", "pathname", "port",
  "protocol", "search", "username",
] as const;

function definePart(name: typeof PARTS[number]): void {
  const { get, set } = {
    get(this: object): string {
      return urlOf(this)[name];
    },
    set(this: object, value: unknown): void {
      const url = urlOf(this);
      const text = textOf(value);
      if (name === "origin") throw new NativeTypeError("origin cannot be set");
      try {
        url[name] = text;
      } catch {
        throw new NativeTypeError("Invalid URL");
      }
    },
  };
  defineProperty(JobUrl.prototype, name, { get, set, enumerable: true });
}
