import type {
  ContextSettings,
  TableFile,
} from "../../args/context_settings.ts";
import type { OpenFile, Terminal } from "../../terminal.ts";

/** A table that is still to be read. */
export type OpenTable = TableFile & { readonly file: OpenFile };

/** What a job is given beside its items, read or opened while that is allowed. */
export interface OpenContext {
  readonly args: Readonly<Record<string, unknown>>;
  readonly tables: readonly OpenTable[];
  readonly duplicates: ContextSettings["duplicates"];
}

/**
 * Reads the arguments that are in files, and opens the tables.
 *
 * @throws {UnreadableFileError} If one of them cannot be read.
 */
export async function openContext(
  { args, argFiles, tables, duplicates }: ContextSettings,
  terminal: Terminal,
): Promise<OpenContext> {
  const all: Record<string, unknown> = { ...args };
  for (const { name, path } of argFiles) {
    all[name] = await terminal.readFile(path);
  }
  const opened: OpenTable[] = [];
  for (const table of tables) {
    opened.push({ ...table, file: await terminal.openFile(table.path) });
  }
  return { args: all, tables: opened, duplicates };
}
