import type { Failure } from "../../../mod.ts";
import { TableOutput } from "../../../running.ts";
import type { RunSettings } from "../../args/run_settings.ts";
import { UsageError } from "../../args/usage_error.ts";

/** Most of a name that a hint shows, in characters. */
const SHOWN = 60;

/** What may stand between fields where a comma was looked for, and how it is named. */
const OTHER_DELIMITERS: Readonly<Record<string, string>> = {
  ";": "semicolon",
  "\t": "tab",
  "|": "pipe",
  ",": "comma",
};

/** How a failure begins whose record has more fields than there are columns. */
const EXTRA_FIELD_REGEXP = /^the field .* is not among the columns/s;

/** The table that a run writes, and what it knows of the one it reads. */
export class RunTable {
  /** How rows are written; undefined if no table is. */
  readonly output: TableOutput | undefined;
  #columnsIn: readonly string[] | undefined;
  #hasExtraFields = false;
  readonly #run: RunSettings;

  constructor(run: RunSettings) {
    this.#run = run;
    this.output = run.tableOut && new TableOutput(run.tableOut);
  }

  /** Takes in the columns of a table that is read; gives what a person should know of them. */
  readColumns(names: readonly string[]): string | undefined {
    const isFirst = this.#columnsIn === undefined;
    this.#columnsIn ??= names;
    // A table whose rows are only chosen from has its columns even without a row.
    if (this.#run.emit === "item") this.output?.settle(names);
    return isFirst ? this.#delimiterHint(names) : undefined;
  }

  /** The row of names, once it is known; at the end also without a record. */
  header(isEnd: boolean): string {
    const { output } = this;
    if (output === undefined || !this.#run.tableOut?.hasHeader) return "";
    if (isEnd && this.#columnsIn !== undefined) output.settle(this.#columnsIn);
    try {
      return output.header();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new UsageError(`${error.message}: add --quotes on`);
    }
  }

  /** Takes in what failed. */
  countFailures(failures: readonly Failure[]): void {
    this.#hasExtraFields ||= failures.some(({ kind, message }) =>
      kind === "result" && EXTRA_FIELD_REGEXP.test(message)
    );
  }

  /** What to say to a person at the end, if there is something. */
  get hint(): string | undefined {
    return this.#hasExtraFields && this.output !== undefined
      ? "hint: --columns A,B,C says which columns to write, and in which order"
      : undefined;
  }

  #delimiterHint(names: readonly string[]): string | undefined {
    const [name = ""] = names;
    const { tableIn } = this.#run;
    const found = [...name].find((char) => OTHER_DELIMITERS[char]) ?? "";
    if (names.length > 1 || found === "" || !tableIn?.hasHeader) {
      return undefined;
    }
    return `hint: the table has one column, ${
      JSON.stringify(name.slice(0, SHOWN))
    }; is it one with --delimiter ${OTHER_DELIMITERS[found]}?`;
  }
}
