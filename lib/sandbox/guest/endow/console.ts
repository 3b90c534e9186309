// The console of a job: each line becomes a bounded text here, inside the deadline,
// and is sent at once, so that an item that never ends has still said something.

import { errorText } from "../batch/error_text.ts";
import { isObject } from "../realm/lengths.ts";
import { given, post, slice, stringify, Words } from "../prelude.ts";
import { type GuestLog, type LogLevel, Word } from "../../protocol.ts";

/** Longest line, in UTF-16 units. */
const LONGEST_LINE = 2_000;

/** Lines of one item that are sent. */
const LINES_PER_ITEM = 100;

/** A batch that wrote this many lines is handed back early: the host keeps them all. */
const LINES_PER_BATCH = 300;

const Text = String;
const control = new Words(given.control);
let sent = 0;
let dropped = 0;
let sentOfBatch = 0;

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

/** Begins to count the lines of a batch. */
export function beginLogs(): void {
  sent = dropped = sentOfBatch = 0;
}

/** Whether the rest of the batch should wait for a batch of its own. */
export function areLogsFull(): boolean {
  return sentOfBatch >= LINES_PER_BATCH;
}

/** Ends an item: says how many of its lines were left out. */
export function endItemLogs(): void {
  if (sent === 0) return;
  sentOfBatch += sent;
  sent = 0;
  if (dropped === 0) return;
  const lines = dropped === 1 ? "1 line was" : `${dropped} lines were`;
  dropped = 0;
  send("warn", `${lines} left out`);
}

function write(level: LogLevel, values: readonly unknown[]): void {
  if (!given.realm.logs) return;
  if (sent >= LINES_PER_ITEM) dropped++;
  else {
    sent++;
    send(level, lineOf(values));
  }
}

function send(level: LogLevel, text: string): void {
  const id = control[Word.Batch] ?? 0;
  const item = control[Word.Item] ?? 0;
  const line: GuestLog = { type: "log", id, item, level, text };
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
