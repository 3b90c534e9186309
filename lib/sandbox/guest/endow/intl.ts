// The formats of Intl, for a fixed language and time zone unless the job names one:
// those of the machine would tell about it, and change what a run gives.

import {
  apply,
  bigIntText,
  construct,
  createObject,
  defineProperty,
  given,
  isArray,
  NativeIntl,
  NativeTypeError,
} from "../prelude.ts";
import type { EndowmentGlobals } from "./endowment_globals.ts";
import { checkedList, checkLength, isObject } from "../realm/lengths.ts";
import { replaceMethods } from "../realm/guards.ts";

const Refusal = RangeError;
const Box = Object;
const Text = String;
const LANGUAGE = "en-US";
const TIME_ZONE = "UTC";

/** Most formats that an item may make: each holds memory that no heap limit counts. */
const FORMATS_PER_ITEM = 256;

/** All texts that one call may be given, in UTF-16 units: it cannot be interrupted. */
const TEXT_LIMIT = 2 ** 22;

/** Most locales that one call may name: they are all read in one go. */
const MOST_LOCALES = 256;

type Native = Record<string, (...args: unknown[]) => unknown>;
type NativeClass =
  & (new (locales: unknown, options: unknown) => Native)
  & { supportedLocalesOf(locales: unknown, options: unknown): string[] };

interface Format {
  readonly methods: readonly string[];
  /** Methods that are read as functions of their own: `array.map(format.format)`. */
  readonly bound?: readonly string[];
  /** Whether it formats dates: then one must be given, and a time zone is set. */
  readonly ofDates?: boolean;
}

const FORMATS: Readonly<Record<string, Format>> = {
  Collator: { methods: [], bound: ["compare"] },
  DateTimeFormat: {
    methods: ["formatRange", "formatRangeToParts", "formatToParts"],
    bound: ["format"],
    ofDates: true,
  },
  DisplayNames: { methods: ["of"] },
  DurationFormat: { methods: ["format", "formatToParts"] },
  ListFormat: { methods: ["format", "formatToParts"] },
  NumberFormat: {
    methods: ["formatRange", "formatRangeToParts", "formatToParts"],
    bound: ["format"],
  },
  PluralRules: { methods: ["select", "selectRange"] },
  RelativeTimeFormat: { methods: ["format", "formatToParts"] },
};

let made = 0;

/** `Intl`, with the formats above. */
export function endowIntl(): EndowmentGlobals {
  const Intl: Record<string, unknown> = {
    getCanonicalLocales: (locales: unknown) =>
      NativeIntl.getCanonicalLocales(checkedLocales(locales) as string[]),
  };
  for (const [name, format] of Object.entries(FORMATS)) {
    Intl[name] = makeClass(name, format);
  }
  return { globals: { Intl }, beginItem: () => void (made = 0) };
}

/** The locales of a job, and after them one that is known everywhere. */
function localesOf(locales: unknown): unknown[] {
  if (locales === undefined) return [LANGUAGE];
  const list = isArray(locales) ? checkedLocales(locales) : [locales];
  return [...list as unknown[], LANGUAGE];
}

/** Locales as a method will read them: not too many, and not too long. */
function checkedLocales(locales: unknown): unknown {
  if (typeof locales === "string") checkLength(locales.length, TEXT_LIMIT);
  if (!isObject(locales)) return locales;
  const given = checkedList(locales) as ArrayLike<unknown>;
  checkLength(given.length, MOST_LOCALES);
  const list: unknown[] = [];
  let length = 0;
  for (let at = 0; at < given.length; at++) {
    if (!(at in given)) continue;
    const locale = given[at];
    if (typeof locale === "string") length += locale.length;
    checkLength(length, TEXT_LIMIT);
    list[list.length] = locale;
  }
  return list;
}

/** The options of a job, with a time zone if it names none. */
function datedOptions(options: unknown): unknown {
  const dated = createObject(
    options === undefined ? null : Box(options) as object,
  ) as Record<string, unknown>;
  const { timeZone = TIME_ZONE } = dated;
  defineProperty(dated, "timeZone", { value: timeZone });
  return dated;
}

/** A value that a method is given: its texts are counted, its lists are read once. */
function checkedArgument(value: unknown): unknown {
  if (typeof value === "string") checkLength(value.length, TEXT_LIMIT);
  const isList = isObject(value) && Symbol.iterator in value;
  if (!isList) return value;
  const list: unknown[] = [];
  let length = 0;
  for (const part of value as Iterable<unknown>) {
    if (typeof part === "string") length += part.length;
    checkLength(length, TEXT_LIMIT);
    list[list.length] = part;
  }
  return list;
}

function checkDate(date: unknown): void {
  if (date !== undefined || given.realm.endowments.includes("clock")) return;
  throw new NativeTypeError("a date to format is needed");
}

function makeClass(name: string, format: Format): unknown {
  const Native = (NativeIntl as unknown as Record<string, NativeClass>)[name];
  if (Native === undefined) return undefined;
  const { ofDates = false } = format;
  const natives = new WeakMap<object, Native>();
  const nativeOf = (self: object): Native => {
    const native = natives.get(self);
    if (native === undefined) {
      throw new NativeTypeError(`this is no Intl.${name}`);
    }
    return native;
  };
  const call = (native: Native, method: string, args: unknown[]): unknown => {
    if (ofDates) {
      const dates = method.startsWith("formatRange") ? 2 : 1;
      for (let at = 0; at < dates; at++) checkDate(args[at]);
    }
    const checked = args.map(checkedArgument);
    return apply(native[method] as Native[string], native, checked);
  };

  // A function, and no class: these can be called without `new`.
  const Class = function (
    locales?: unknown,
    options?: unknown,
  ): unknown {
    if (++made > FORMATS_PER_ITEM) throw new Refusal("too many formats");
    const native = new Native(
      localesOf(locales),
      ofDates ? datedOptions(options) : options,
    );
    const self = construct(Object, [], new.target ?? Class) as object;
    natives.set(self, native);
    return self;
  };
  const { prototype } = Class;
  for (const method of [...format.methods, "resolvedOptions"]) {
    const { value } = {
      value(this: object, ...args: unknown[]): unknown {
        if (method !== "resolvedOptions") {
          return call(nativeOf(this), method, args);
        }
        return apply(nativeOf(this)[method] as never, nativeOf(this), []);
      },
    };
    defineProperty(prototype, method, { value });
  }
  for (const method of format.bound ?? []) {
    const { get } = {
      get(this: object): unknown {
        const native = nativeOf(this);
        return (...args: unknown[]) => call(native, method, args);
      },
    };
    defineProperty(prototype, method, { get });
  }
  defineProperty(Class, "name", { value: name });
  defineProperty(prototype, Symbol.toStringTag, { value: `Intl.${name}` });
  defineProperty(Class, "supportedLocalesOf", {
    value: (locales: unknown, options?: unknown) =>
      Native.supportedLocalesOf(checkedLocales(locales), options),
  });
  return Class;
}

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Lets methods as `toLocaleString` follow a locale; before lockdown freezes them. */
export function followLocales(): void {
  replaceMethods(Number.prototype, localized(Number.prototype));
  replaceMethods(BigInt.prototype, localized(BigInt.prototype));
  replaceMethods(Date.prototype, localized(Date.prototype));
  replaceMethods(String.prototype, localized(String.prototype));
}

/**
 * Lets an integer be written in no language at all: lockdown would take the language
 * for a base. After its repairs, and where no Intl is given.
 */
export function ignoreLocales(): void {
  replaceMethods(BigInt.prototype, {
    toLocaleString(this: bigint): string {
      return bigIntText(this);
    },
  });
}

const LOCALE_METHODS = [
  "toLocaleString",
  "toLocaleDateString",
  "toLocaleTimeString",
  "toLocaleLowerCase",
  "toLocaleUpperCase",
];

/** The locale methods of a prototype, for the fixed language unless one is named. */
function localized(prototype: object): Record<string, Method> {
  const methods: Record<string, Method> = {};
  const isOfDates = prototype === Date.prototype;
  for (const name of LOCALE_METHODS) {
    const native = (prototype as Record<string, Method>)[name];
    const isOwn = Object.hasOwn(prototype, name);
    if (native === undefined || !isOwn) continue;
    const { method } = {
      method(this: unknown, locales?: unknown, options?: unknown): unknown {
        const how = isOfDates ? datedOptions(options) : options;
        return apply(native, this, [localesOf(locales), how]);
      },
    };
    methods[name] = method;
  }
  if (prototype !== String.prototype) return methods;
  const native = String.prototype.localeCompare as Method;
  const { localeCompare } = {
    localeCompare(
      this: unknown,
      that: unknown,
      locales?: unknown,
      options?: unknown,
    ): unknown {
      return apply(native, this, [Text(that), localesOf(locales), options]);
    },
  };
  return { ...methods, localeCompare };
}
