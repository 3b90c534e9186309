// `JSON` as a job finds it: integers keep all their digits when it parses and writes
// them, as they do in items and results.

import { exactNumber } from "../../exact_numbers.ts";
import { noteDoubt } from "../json/result_json.ts";
import {
  apply,
  bigIntText,
  charCode,
  defineProperty,
  given,
  isRawJSON,
  parse as nativeParse,
  rawJSON,
  stringify as nativeStringify,
} from "../prelude.ts";

type Callback = (this: unknown, ...args: unknown[]) => unknown;

const BigInteger = BigInt;

/** An integer of this many digits may be more than a double holds exactly. */
const LONG = 16;

/** What `JSON` gets instead of its own methods of these names, before lockdown. */
export const JSON_METHODS = {
  parse(text: string, reviver: unknown): unknown {
    const isPlain = given.realm.numbers === "double" ||
      !mayHoldLongInteger(text);
    if (isPlain) return nativeParse(text, reviver as never);
    return nativeParse(text, function (this: unknown, key, value, context) {
      const exact = exactly(value, context.source);
      return typeof reviver === "function"
        ? apply(reviver as Callback, this, [key, exact, context])
        : exact;
    });
  },

  stringify(value: unknown, replacer: unknown, space: unknown): unknown {
    if (typeof replacer !== "function") {
      return nativeStringify(value, replacer as never, space as never);
    }
    const replace: Callback = function (key, value) {
      const made = apply(replacer as Callback, this, [key, ownValue(value)]);
      return typeof made === "bigint" ? rawJSON(bigIntText(made)) : made;
    };
    return nativeStringify(value, replace as never, space as never);
  },
};

/**
 * Lets `JSON.stringify` write the digits of a BigInt.
 *
 * After the repairs of lockdown, which remove what they do not know, and before it
 * freezes everything.
 */
export function letBigIntsBeWritten(): void {
  defineMethod(BigInt.prototype, {
    toJSON(this: bigint): unknown {
      return rawJSON(bigIntText(this));
    },
  });
}

/** What `JSON.stringify` leaves empty, or out: all that has one of these prototypes. */
const UNSAID: readonly object[] = [
  Function,
  Map,
  Set,
  WeakMap,
  WeakSet,
  Promise,
  RegExp,
  Error,
  ArrayBuffer,
  DataView,
  Object.getPrototypeOf(Uint8Array),
  Iterator,
].map(({ prototype }) => prototype);

/** Has it noted when `JSON.stringify` comes upon one of them; what it gives stays. */
export function noteWhatIsNotSaid(): void {
  for (const prototype of UNSAID) {
    defineMethod(prototype, {
      toJSON(this: unknown): unknown {
        noteDoubt();
        return this;
      },
    });
  }
}

function defineMethod(holder: object, { toJSON }: { toJSON: unknown }): void {
  defineProperty(holder, "toJSON", {
    value: toJSON,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

function exactly(value: unknown, source: string | undefined): unknown {
  if (typeof value !== "number" || source === undefined) return value;
  // As in JavaScript, a text that a job parses may hold what is Infinity.
  if (value - value !== 0 || value === 0) return value;
  return exactNumber(value, source, "exact");
}

/** What a replacer is given: the BigInt itself, and not what it is written as. */
function ownValue(value: unknown): unknown {
  return isRawJSON(value) && isInteger(value.rawJSON)
    ? BigInteger(value.rawJSON)
    : value;
}

const INTEGER_REGEXP = /^-?[0-9]+$/;

function isInteger(text: string): boolean {
  return INTEGER_REGEXP.test(text);
}

/** Whether a text may have sixteen digits in a row; looks at every sixteenth character. */
function mayHoldLongInteger(text: unknown): boolean {
  if (typeof text !== "string") return true;
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (isDigit(text, at) && runAround(text, at) >= LONG) return true;
  }
  return false;
}

function runAround(text: string, at: number): number {
  let from = at;
  let to = at + 1;
  while (to - from < LONG && isDigit(text, from - 1)) from--;
  while (to - from < LONG && isDigit(text, to)) to++;
  return to - from;
}

function isDigit(text: string, at: number): boolean {
  const code = charCode(text, at);
  return code >= 48 && code <= 57;
}
