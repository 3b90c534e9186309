// The formats of Intl, for a fixed language and time zone unless the job names one:
// those of the machine would tell about it, and change what a run gives.

import { apply, defineProperty, NativeIntl } from "../prelude.ts";
import type { EndowmentGlobals } from "./endowments.ts";

const Mistake = TypeError;
const Refusal = RangeError;
const LANGUAGE = "en-US";

/** So many formats an item may make: each holds memory that no heap limit counts. */
const FORMATS_PER_ITEM = 256;

type Native = Record<string, (...args: unknown[]) => unknown>;
type NativeClass = new (locales: unknown, options: unknown) => Native;
type Defaults = Readonly<Record<string, unknown>>;

interface Format {
  readonly methods: readonly string[];
  /** Options that are not given. */
  readonly defaults?: Defaults;
  /** Methods that would ask for the time of day when they are given none. */
  readonly needsArgument?: boolean;
}

const FORMATS: Readonly<Record<string, Format>> = {
  Collator: { methods: ["compare"] },
  DateTimeFormat: {
    methods: ["format", "formatRange", "formatRangeToParts", "formatToParts"],
    defaults: { timeZone: "UTC" },
    needsArgument: true,
  },
  DisplayNames: { methods: ["of"] },
  ListFormat: { methods: ["format", "formatToParts"] },
  NumberFormat: {
    methods: ["format", "formatRange", "formatRangeToParts", "formatToParts"],
  },
  PluralRules: { methods: ["select", "selectRange"] },
  RelativeTimeFormat: { methods: ["format", "formatToParts"] },
};

let made = 0;

/** `Intl`, with the formats above. */
export function endowIntl(): EndowmentGlobals {
  const Intl: Record<string, unknown> = {};
  for (const [name, format] of Object.entries(FORMATS)) {
    Intl[name] = makeClass(name, format);
  }
  return { globals: { Intl }, beginItem: () => void (made = 0) };
}

function makeClass(name: string, format: Format): unknown {
  const Native = (NativeIntl as unknown as Record<string, unknown>)[
    name
  ] as NativeClass;
  const { defaults = {}, needsArgument = false } = format;
  const Class = class {
    constructor(locales: unknown = LANGUAGE, options: Defaults = {}) {
      if (++made > FORMATS_PER_ITEM) throw new Refusal("too many formats");
      const native = new Native(locales, { ...defaults, ...options });
      for (const method of [...format.methods, "resolvedOptions"]) {
        const value = (...args: unknown[]) => {
          if (needsArgument && method === "format" && args[0] === undefined) {
            throw new Mistake("a date to format is needed");
          }
          return apply(native[method] as Native[string], native, args);
        };
        defineProperty(this, method, { value });
      }
    }
  };
  defineProperty(Class, "name", { value: name });
  return Class;
}
