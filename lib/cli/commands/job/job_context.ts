import type { ContextOptions, LookupTable, Read } from "../../../mod.ts";
import { UsageError } from "../../args/usage_error.ts";
import { printable } from "../../escape.ts";
import type { OpenContext } from "./open_context.ts";

/** Records of a table that are read at a time. */
const BATCH_ITEMS = 4096;

/**
 * Reads the tables, and gives all that a job is given beside its items.
 *
 * @throws {UsageError} If a table cannot be used; the message says why.
 */
export async function loadContext(
  { args, tables, duplicates }: OpenContext,
): Promise<ContextOptions> {
  const loaded: Record<string, LookupTable> = {};
  for (const table of tables) {
    try {
      const { key } = table;
      // Loaded by those alone who give tables.
      const { LookupTable } = await import("../../../mod.ts");
      const records = await recordsOf(table);
      loaded[table.name] = await LookupTable.read(records, { key, duplicates });
    } catch (error) {
      throw unusable(table.path, error);
    }
  }
  return { args, tables: loaded };
}

async function recordsOf({ format, file }: OpenContext["tables"][number]) {
  const { readJson, readLines, readTable } = await import("../../../mod.ts");
  const read: Read = (buffer) => file.read(buffer);
  const options = { maxItems: BATCH_ITEMS };
  if (format === "json") return readJson(read, options);
  if (format === "ndjson") return readLines(read, options);
  return format === "csv"
    ? readTable(read, { ...options, delimiter: "," })
    : readTable(read, { ...options, delimiter: "\t", quotes: false });
}

/** What is wrong with a table, and what to do; or the error itself, if it is another. */
function unusable(path: string, error: unknown): unknown {
  if (!(error instanceof RangeError || error instanceof SyntaxError)) {
    return error;
  }
  const hint = error.message.includes("occurs twice")
    ? "; choose with --table-duplicates first, last or all"
    : "";
  const reason = printable(error.message, 300);
  const message = `Cannot use the table ${printable(path, 100)}: ${reason}`;
  return new UsageError(message + hint);
}
