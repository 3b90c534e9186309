// The engine's table of registered symbols only grows, and all items of a worker would
// share it. So `Symbol.for` and `Symbol.keyFor` read a table of ours, which is emptied
// when an item begins, unless the job keeps what it keeps in its worker.
//
// Invariant: while an item runs, a text has one symbol, and that symbol this text. The
// engine does not know them as registered: a WeakMap takes them as keys.

import {
  getOwnPropertyDescriptor,
  given,
  NativeTypeError,
} from "../prelude.ts";
import { checkLength } from "./lengths.ts";

const Mark = Symbol;
const { call } = Function.prototype;
const { get } = getOwnPropertyDescriptor(
  Symbol.prototype,
  "description",
) as PropertyDescriptor;
const descriptionOf = call.bind(get as never) as (
  symbol: symbol,
) => string | undefined;

const isKept = given.realm.isolate === "worker";
const symbols = new Map<string, symbol>();

/** Forgets the symbols of the item before, if each item has its own. */
export function beginSymbols(): void {
  if (symbols.size > 0 && !isKept) symbols.clear();
}

/** What `Symbol` gets instead of its own methods of these names. */
export const SYMBOL_METHODS = {
  for(key: unknown): symbol {
    // As the language does: a symbol is no key.
    const text = `${key}`;
    checkLength(text.length);
    const known = symbols.get(text);
    if (known !== undefined) return known;
    const made = Mark(text);
    symbols.set(text, made);
    return made;
  },

  keyFor(symbol: unknown): string | undefined {
    if (typeof symbol !== "symbol") {
      throw new NativeTypeError("Symbol.keyFor takes a symbol");
    }
    const text = descriptionOf(symbol);
    const isOurs = text !== undefined && symbols.get(text) === symbol;
    return isOurs ? text : undefined;
  },
};
