// The console of a job: each line becomes a bounded text here, inside the deadline,
// and is sent at once, so that an item that never ends has still said something.

import { errorText } from "../batch/error_text.ts";
import { isObject } from "../realm/lengths.ts";
import { given, post, slice, stringify, Words } from "../prelude.ts";
import { type GuestLog, type LogLevel, Word } from "../../protocol.ts";

/** Longest line, in UTF-16 units. */
const LONGEST_LINE = 2_000;

/** So many lines of a batch are sent; about 10 ms worth of items. */
const LINES_PER_BATCH = 100;

const Text = String;
const control = new Words(given.control);
let batch = 0;
let sent = 0;
let dropped = 0;

/** A `console` that has the five methods that write lines, frozen by the caller. */
export function makeConsole(): object {
  return {
    debug: (...values: unknown[]) => write("debug", values),
    error: (...values: unknown[]) => write("error", values),
    info: (...values: unknown[]) => write("info", values),
    log: (...values: unknown[]) => write("log", values),
    warn: (...values: unknown[]) => write("warn", values),
  };
}

/** Says how many lines of the batch that ends were left out. */
export function endLogs(): void {
  if (dropped === 0) return;
  const lines = dropped === 1 ? "1 line was" : `${dropped} lines were`;
  dropped = 0;
  send("warn", `${lines} left out`);
}

function write(level: LogLevel, values: readonly unknown[]): void {
  if (!given.realm.logs) return;
  const current = control[Word.Batch] ?? 0;
  if (current !== batch) {
    batch = current;
    sent = dropped = 0;
  }
  if (sent >= LINES_PER_BATCH) dropped++;
  else {
    sent++;
    send(level, lineOf(values));
  }
}

function send(level: LogLevel, text: string): void {
  const item = control[Word.Item] ?? 0;
  const line: GuestLog = { type: "log", id: batch, item, level, text };
  post(line);
}

function lineOf(values: readonly unknown[]): string {
  let line = "";
  for (const value of values) {
    if (line !== "") line += " ";
    line += textOf(value);
    if (line.length > LONGEST_LINE) {
      return slice(line, 0, LONGEST_LINE - 1) + "…";
    }
  }
  return line;
}

function textOf(value: unknown): string {
  try {
    if (!isObject(value)) return bounded(Text(value));
    if (value instanceof Error) return errorText(value);
    if (typeof value === "function") return "[function]";
    return bounded(stringify(value) ?? "[object]");
  } catch (error) {
    return `[${errorText(error)}]`;
  }
}

function bounded(text: string): string {
  return text.length > LONGEST_LINE ? slice(text, 0, LONGEST_LINE) : text;
}
