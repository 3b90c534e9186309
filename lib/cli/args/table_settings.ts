import type { FlagName, FlagValues } from "../flags/flags.ts";
import { UsageError } from "./usage_error.ts";

/** How the table is read that a run takes its items from. */
export interface TableInputSettings {
  readonly delimiter: string;
  readonly quotes: boolean;
  readonly hasHeader: boolean;
  /** The names of the columns where no row names them; undefined numbers them. */
  readonly columns: readonly string[] | undefined;
  readonly skipLines: number;
  readonly comment: string | undefined;
  readonly trim: boolean;
  readonly ragged: boolean;
  readonly nullText: string | undefined;
}

/** How the table is written that a run makes. */
export interface TableOutputSettings {
  readonly delimiter: string;
  readonly quotes: boolean;
  readonly nullText: string | undefined;
  /** Whether the first row names the columns, if they have names. */
  readonly hasHeader: boolean;
  /** The columns that are asked for; undefined is those of the first result. */
  readonly columns: readonly string[] | undefined;
}

/** The tables of a run: what is read, and what is written, where that is one. */
export interface TableSettings {
  readonly tableIn?: TableInputSettings | undefined;
  readonly tableOut?: TableOutputSettings | undefined;
}

/** The flags that matter to a table that is read, and to no other input. */
const INPUT_FLAGS: readonly FlagName[] = [
  "skip-lines",
  "comment",
  "trim",
  "ragged",
];

/** The flags that matter to tables, read or written. */
const TABLE_FLAGS: readonly FlagName[] = [
  "delimiter",
  "quotes",
  "header",
  "columns",
  "null",
];

/**
 * Makes the settings of tables of flag values.
 *
 * @throws {UsageError} If a flag would mean nothing, or its meaning is not clear.
 */
export function tableSettings(
  values: FlagValues,
  { given, hasOutput }: {
    readonly given: ReadonlySet<FlagName>;
    /** Whether the command writes results, in a format that can be chosen. */
    readonly hasOutput: boolean;
  },
): TableSettings {
  const isIn = isTable(values.input) && values.range === undefined;
  const isOut = isTable(values.output);
  refuseIdle(INPUT_FLAGS, { given, isUsed: isIn, add: "--input csv" });
  const add = "--input csv" + (hasOutput ? " or --output csv" : "");
  refuseIdle(TABLE_FLAGS, { given, isUsed: isIn || isOut, add });
  const outFlags: FlagName[] = ["output-delimiter"];
  refuseIdle(outFlags, { given, isUsed: isOut, add: "--output csv" });
  if (isIn && !isOut && values.header && values.columns !== undefined) {
    throw new UsageError(
      "Cannot use --columns here: the first row names the columns that are " +
        "read, and no table is written; add --no-header" +
        (hasOutput ? " or --output csv" : ""),
    );
  }
  return {
    ...(isIn && { tableIn: tableInput(values) }),
    ...(isOut && { tableOut: tableOutput(values, isIn) }),
  };
}

/** Whether a format is that of tables. */
export function isTable(format: string): boolean {
  return format === "csv" || format === "tsv";
}

function tableInput(values: FlagValues): TableInputSettings {
  const { header, columns, comment, trim = false, ragged = false } = values;
  return {
    ...dialectOf(values.input, values),
    hasHeader: header,
    columns: header ? undefined : columns,
    skipLines: values["skip-lines"],
    comment,
    trim,
    ragged,
  };
}

function tableOutput(values: FlagValues, isIn: boolean): TableOutputSettings {
  const { header, columns } = values;
  // Names for a table that came without are no choice of what is written.
  const areRead = isIn && !header;
  const delimiter = values["output-delimiter"];
  return {
    ...dialectOf(values.output, values),
    ...(delimiter !== undefined && { delimiter }),
    hasHeader: header || areRead && columns !== undefined,
    columns: areRead ? undefined : columns,
  };
}

function dialectOf(
  format: string,
  { delimiter, quotes, null: nullText }: FlagValues,
) {
  const isTabbed = format === "tsv";
  return {
    delimiter: delimiter ?? (isTabbed ? "\t" : ","),
    quotes: quotes === undefined ? !isTabbed : quotes === "on",
    nullText,
  };
}

function refuseIdle(
  names: readonly FlagName[],
  { given, isUsed, add }: {
    given: ReadonlySet<FlagName>;
    isUsed: boolean;
    add: string;
  },
): void {
  const idle = isUsed ? undefined : names.find((name) => given.has(name));
  if (idle === undefined) return;
  throw new UsageError(`Cannot use --${idle} without a table: add ${add}`);
}
