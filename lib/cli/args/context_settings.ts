import { printable } from "../escape.ts";
import type { FlagValues } from "../flags/flags.ts";
import type { Named } from "../flags/value_kind.ts";
import { UsageError } from "./usage_error.ts";

/** A table in a file. */
export interface TableFile {
  readonly name: string;
  readonly path: string;
  readonly format: "csv" | "tsv" | "ndjson" | "json";
  /** The field that records are looked up by; undefined is the default of its format. */
  readonly key: string | undefined;
}

/** What a job is given beside its items. */
export interface ContextSettings {
  /** Arguments that are there already. */
  readonly args: Readonly<Record<string, unknown>>;
  /** Arguments that are the texts of files. */
  readonly argFiles: readonly {
    readonly name: string;
    readonly path: string;
  }[];
  readonly tables: readonly TableFile[];
  readonly duplicates: FlagValues["table-duplicates"];
}

/** The names of files that hold what a job is given. */
export function contextFiles({ argFiles, tables }: ContextSettings): string[] {
  return [...argFiles, ...tables].map(({ path }) => path);
}

/**
 * Makes of flag values what a job is given beside its items.
 *
 * @throws {UsageError} If a name is none or is given twice, or a value is no JSON.
 */
export function contextSettings(values: FlagValues): ContextSettings {
  const { arg = [], "arg-json": json = [], "arg-file": files = [] } = values;
  const { table = [] } = values;
  checkNames("arg", [...arg, ...json, ...files]);
  checkNames("table", table);
  const args = [
    ...arg.map(({ name, text }) => [name, text] as const),
    ...json.map(({ name, text }) => [name, parsed(name, text)] as const),
  ];
  return {
    args: Object.fromEntries(args),
    argFiles: files.map(({ name, text }) => ({ name, path: text })),
    tables: table.map(tableFile),
    duplicates: values["table-duplicates"],
  };
}

function checkNames(flag: string, all: readonly Named[]): void {
  const seen = new Set<string>();
  for (const { name } of all) {
    const shown = printable(name, 40);
    if (!/^[A-Za-z_$][\w$]*$/.test(name) || REFUSED.includes(name)) {
      throw new UsageError(
        `Cannot use --${flag} ${shown}=…: a name has letters, digits and _, ` +
          "begins with none of the digits, and is not then or __proto__",
      );
    }
    if (seen.has(name)) {
      throw new UsageError(
        `Cannot use --${flag} ${shown}=… twice: each name has one value`,
      );
    }
    seen.add(name);
  }
}

const REFUSED: readonly string[] = ["then", "__proto__"];

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text, exactly);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `Cannot use --arg-json ${name}=${printable(text, 40)}: ${
        printable(reason, 100)
      }`,
    );
  }
}

/** Longest number that a message shows. */
const SHOWN = 40;

/** Integers keep their digits, as those of items; what no double can stand for is refused. */
function exactly(
  _key: string,
  value: unknown,
  { source = "" }: { readonly source?: string } = {},
): unknown {
  if (typeof value !== "number") return value;
  if (value === 0 && /^-?[0.]*[1-9]/.test(source)) {
    throw new RangeError(
      `the number ${source.slice(0, SHOWN)} is too near to 0`,
    );
  }
  if (Number.isSafeInteger(value)) return value;
  if (/^-?\d+$/.test(source)) return BigInt(source);
  if (Number.isFinite(value)) return value;
  throw new RangeError(
    `the number ${source.slice(0, SHOWN)} is beyond all doubles`,
  );
}

const FORMATS: Readonly<Record<string, TableFile["format"]>> = {
  csv: "csv",
  tsv: "tsv",
  ndjson: "ndjson",
  jsonl: "ndjson",
  json: "json",
};

function tableFile({ name, text }: Named): TableFile {
  const [, path = text, key] = /^([^]+)@([^@/]+)$/.exec(text) ?? [];
  const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? "";
  const format = FORMATS[ending];
  if (format !== undefined) return { name, path, format, key };
  throw new UsageError(
    `Cannot use --table ${name}=${printable(text, 60)}: the name of the file ` +
      "ends in .csv, .tsv, .ndjson, .jsonl or .json, a column comes after @",
  );
}
