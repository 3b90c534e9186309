import { printable } from "../escape.ts";

/**
 * Thrown when the command line makes no sense; the program exits with 2.
 *
 * The message is ready to print: what came from the arguments is escaped in
 * it, and its last line says how to get help.
 */
export class UsageError extends Error {
  /**
   * Creates the error.
   *
   * @param message What could not be used, why, and what is accepted.
   */
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/** Refuses a word that a command has no use for, if there is one, and says why. */
export function refuseExtra(word: string | undefined, why: string): void {
  if (word === undefined) return;
  throw new UsageError(`Cannot use "${printable(word, 60)}": ${why}`);
}
