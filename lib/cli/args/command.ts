import type { CommandName } from "../flags/flag.ts";
import type { FlagName, FlagValues } from "../flags/flags.ts";

/** A command as data: all that parsing it and its help are made of. */
export interface CommandSpec<Line> {
  /** The word that names it. */
  readonly name: CommandName;
  /** What it does, as one line. */
  readonly summary: string;
  /** What follows the name, as in `JOB [flags]`. */
  readonly usage: string;
  /** Command lines that work when pasted in a checkout. */
  readonly examples: readonly Example[];
  /** What a user has to know, a paragraph each. */
  readonly notes: readonly Note[];
  /**
   * Turns what was given into typed settings.
   *
   * @throws {UsageError} If things that are right alone make no sense together.
   */
  read(input: CommandInput): Line;
}

/** A command line that teaches; `$0` stands for the program. */
export interface Example {
  /** What it does. */
  readonly says: string;
  /** The command line. */
  readonly line: string;
  /** What it exits with, when that is not 0. */
  readonly status?: number;
}

/** A paragraph of a command's help. */
export interface Note {
  /** Its heading. */
  readonly title: string;
  /** Its lines, at most 76 columns each; `$0` stands for the program. */
  readonly lines: readonly string[];
}

/** What a command is given, each value already checked alone. */
export interface CommandInput {
  /** The words after the command's name. */
  readonly words: readonly string[];
  /** Every flag's value, defaults filled in. */
  readonly values: FlagValues;
  /** The flags that were on the command line. */
  readonly given: ReadonlySet<FlagName>;
}
