import { printable } from "../escape.ts";
import { UsageError } from "./usage_error.ts";

/** Refuses a word that a command has no use for, if there is one, and says why. */
export function refuseExtra(word: string | undefined, why: string): void {
  if (word === undefined) return;
  throw new UsageError(`Cannot use "${printable(word, 60)}": ${why}`);
}
