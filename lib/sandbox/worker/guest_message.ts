/**
 * Reading what a guest says. Treat the guest as compromised: every message that does not
 * match the protocol exactly is dropped.
 *
 * @module
 */

import {
  type BatchReply,
  type GuestFailure,
  type GuestMessage,
  LONGEST_NAMES,
  MOST_FRAMES,
} from "../protocol.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Longest text in a message, in UTF-16 units; an honest guest stays far below. */
const LONGEST_TEXT = 4_096;

/** Returns what was received if it is a message of the protocol. */
export function readGuestMessage(data: unknown): GuestMessage | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const message = data as Fields;
  return isMessage(message) ? message as unknown as GuestMessage : undefined;
}

function isMessage(message: Fields): boolean {
  switch (message.type) {
    case "ready":
      return true;
    case "unusable":
      return isText(message.message) && areFrames(message.frames);
    case "unsafe":
      return isText(message.message);
    case "pong":
      return isCount(message.ping) && isCount(message.heapUsed);
    case "log":
      return isLog(message);
    case "calls":
      return areCalls(message);
    case "done":
      return isReply(message);
    default:
      return false;
  }
}

/** Whether a reply can be one to a batch of that many items. */
export function fits(reply: BatchReply, count: number): boolean {
  // An item can give several lines, and a line is at least its line feed.
  return reply.done <= count && reply.emitted <= reply.output.length;
}

const LEVELS: readonly unknown[] = ["debug", "info", "log", "warn", "error"];

function isLog({ id, item, level, text }: Fields): boolean {
  return isCount(id) && isCount(item) && LEVELS.includes(level) && isText(text);
}

function isReply(reply: Fields): boolean {
  const { id, done, elapsedMs, emitted, blank } = reply;
  const { output, input, failures } = reply;
  return [id, done, emitted, blank].every(isCount) && isDuration(elapsedMs) &&
    isDuration(reply.moduleMs ?? 0) &&
    output instanceof Uint8Array && output.buffer instanceof ArrayBuffer &&
    isBufferBeside(output, input) && areTimes(reply) && areSteps(reply) &&
    areColumns(reply.columns) &&
    Array.isArray(failures) &&
    areFailures(failures, reply as unknown as BatchReply);
}

/** Whether it is a buffer of its own, or none: it will be written to. */
function isBufferBeside(output: Uint8Array, input: unknown): boolean {
  if (input === null) return true;
  return input instanceof ArrayBuffer && input !== output.buffer;
}

function areTimes({ times, done }: Fields): boolean {
  if (times === undefined) return true;
  return times instanceof Float32Array && times.length >= (done as number) &&
    times.every(isDuration);
}

function areSteps({ steps, done }: Fields): boolean {
  if (steps === undefined) return true;
  return steps instanceof Int32Array && steps.length >= (done as number) &&
    steps.every(isCount);
}

function areColumns(columns: unknown): boolean {
  if (columns === undefined || isCount(columns)) return true;
  if (!Array.isArray(columns)) return false;
  let length = 0;
  for (const name of columns) {
    if (typeof name !== "string") return false;
    length += name.length;
  }
  return length <= LONGEST_NAMES;
}

function areCalls({ id, item, calls }: Fields): boolean {
  return isCount(id) && isCount(item) && Array.isArray(calls) &&
    calls.every(isCall);
}

function isCall(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { number, name, args } = value as Fields;
  return isCount(number) && isText(name) && typeof args === "string";
}

const KINDS: readonly unknown[] = [
  "input",
  "threw",
  "result",
  "result-size",
  "steps",
  "diverged",
];

/** Whether failures stand in order, and within the reply. */
function areFailures(failures: unknown[], reply: BatchReply): boolean {
  const { done, emitted, output } = reply;
  let last = { item: -1, at: 0, lines: 0 };
  for (const failure of failures) {
    if (!isFailure(failure)) return false;
    const { item, at, lines } = failure;
    if (item <= last.item || at < last.at || lines < last.lines) return false;
    last = failure;
  }
  return last.item < done && last.at <= output.length && last.lines <= emitted;
}

function isFailure(value: unknown): value is GuestFailure {
  if (typeof value !== "object" || value === null) return false;
  const { item, at, lines, blank, kind, message, frames } = value as Fields;
  return isCount(item) && isCount(at) && isCount(lines) && isCount(blank) &&
    KINDS.includes(kind) && isText(message) && areFrames(frames);
}

function areFrames(value: unknown): boolean {
  return Array.isArray(value) && value.length <= MOST_FRAMES &&
    value.length % 2 === 0 && value.every(isCount);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isDuration(value: unknown): value is number {
  return Number.isFinite(value) && (value as number) >= 0;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= LONGEST_TEXT;
}
