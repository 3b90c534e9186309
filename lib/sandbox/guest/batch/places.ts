// Where in the job's text an error was made. What the engine knows of that, no job can
// read: to it the stack of an error is the empty text, since what the engine would write
// there names files of the host and of the layer below.
//
// The engine is asked in one of two ways. It calls `prepareStackTrace` with an object for
// each open call, and these are slow to make and to ask. While that function runs, though,
// it writes the stacks of other errors itself, each as one text, in a fraction of the time.
//
// Invariants: an error that waits to be asked about was made within WAIT_MS, so that what
// it keeps alive is little; and the job has no way to it any more, so that to write it
// still runs no code of the job.

import { MOST_FRAMES } from "../../protocol.ts";
import {
  apply,
  EngineError,
  getOwnPropertyDescriptor,
  given,
  indexOf,
  isProxy,
  performanceNow,
  randomName,
  slice,
} from "../prelude.ts";
import { isObject } from "../realm/lengths.ts";
import { leavesWork } from "../realm/leftovers.ts";
import { isPlainError } from "./plain_error.ts";

/** What the engine tells about one call that had not returned. */
interface Call {
  getScriptNameOrSourceURL(): string | null;
  getLineNumber(): number | null;
  getColumnNumber(): number | null;
}

/** What was told of errors whose stack was read. */
const calls = new WeakMap<object, readonly Call[]>();

/** Most calls the engine notes when all are told: some of ours lie above and below them. */
const MOST_CALLS = MOST_FRAMES / 2 + 3;

/** As many as may lie above the job's innermost, since each costs time: ours that guard. */
const FEWEST_CALLS = 6;

/** Calls of functions around the job's text that may lie below its own. */
const HELPERS = 2;

/** Most errors that wait, and how long they do, in milliseconds. */
const MOST_WAITING = 32;
const WAIT_MS = 0.5;

/** As many as a line or a column has at most. */
const DIGITS = 10;

/** The name of the job's text: no other text has it, and no job can spell it. */
const JOB_NAME = `sluice-job-${randomName}`;

/** Gives the job's text its name. */
export function named(text: string): string {
  return `${text}\n//# sourceURL=${JOB_NAME}`;
}

/** An error that the engine has not been asked about, and where its frames go. */
interface Waiting {
  readonly error: object;
  readonly frames: number[];
}

let waiting: Waiting[] = [];
let isWriting = false;
let lastRead = 0;

/** Reads the stack of an error; the same function for all errors of the engine. */
let readStack: (() => unknown) | undefined;

/** Given a stack again and again, to be inside of `prepareStackTrace`. */
const trigger: { stack?: unknown } = {};

/** Begins to note where errors are made; called after lockdown, which does so too. */
export function notePlaces(): void {
  EngineError.stackTraceLimit = limit();
  EngineError.prepareStackTrace = (error: object, made: readonly Call[]) => {
    if (isWriting) writeStacks();
    else calls.set(error, made);
    return "";
  };
  readStack = stackReader(new EngineError());
}

function limit(): number {
  return given.realm.trace ? MOST_CALLS : FEWEST_CALLS;
}

function stackReader(error: object): (() => unknown) | undefined {
  return getOwnPropertyDescriptor(error, "stack")?.get;
}

/**
 * The line and the column of each call in the job's text that was open when an error was
 * made, the innermost first; empty for what is no error of the engine's.
 *
 * Filled by {@linkcode readPlaces} at the latest.
 */
export function framesOf(thrown: unknown): number[] {
  const frames: number[] = [];
  try {
    if (!isObject(thrown) || isProxy(thrown)) return frames;
    if (!isWritable(thrown)) askFrames(thrown, frames);
    else {
      waiting[waiting.length] = { error: thrown, frames };
      if (mustRead()) readPlaces();
    }
  } catch {
    // A getter of the job's threw: what it hides is not told.
  }
  return frames;
}

/** Whether errors may not wait: what they keep alive, or what can still change them. */
function mustRead(): boolean {
  return waiting.length >= MOST_WAITING || leavesWork() ||
    given.realm.isolate !== "item" || given.realm.endowments.length > 0 ||
    performanceNow() - lastRead > WAIT_MS;
}

/** Asks the engine about all errors that wait. */
export function readPlaces(): void {
  if (waiting.length === 0) return;
  isWriting = true;
  EngineError.stackTraceLimit = 0;
  EngineError.captureStackTrace(trigger);
  EngineError.stackTraceLimit = limit();
  void trigger.stack;
  isWriting = false;
  // One that could not be written, in another version of the engine.
  for (const { error, frames } of waiting) {
    if (frames.length === 0) askFrames(error, frames);
  }
  waiting = [];
  lastRead = performanceNow();
}

/** Whether the engine can write the stack of an error without running code of the job. */
function isWritable(error: object): boolean {
  return readStack !== undefined && !calls.has(error) &&
    stackReader(error) === readStack && isPlainError(error);
}

function writeStacks(): void {
  if (readStack === undefined) return;
  for (const { error, frames } of waiting) {
    const stack = apply(readStack, error, []);
    if (typeof stack === "string") readFrames(stack, frames);
  }
}

/** Reads the places in a stack: `    at name (sluice-job-…:1:2)`, or without the name. */
function readFrames(stack: string, frames: number[]): void {
  for (let at = indexOf(stack, JOB_NAME); at !== -1 && !isEnough(frames);) {
    const line = at + JOB_NAME.length + 1;
    const column = indexOf(stack, ":", line) + 1;
    add(
      frames,
      parseInt(slice(stack, line, line + DIGITS), 10),
      parseInt(slice(stack, column, column + DIGITS), 10),
    );
    at = indexOf(stack, JOB_NAME, column);
  }
}

/** Reads the places in what the engine tells when a stack is read for the first time. */
function askFrames(error: object, frames: number[]): void {
  void (error as { stack?: unknown }).stack;
  for (const call of calls.get(error) ?? []) {
    if (isEnough(frames)) break;
    if (call.getScriptNameOrSourceURL() !== JOB_NAME) continue;
    add(frames, call.getLineNumber() ?? 0, call.getColumnNumber() ?? 0);
  }
}

function add(frames: number[], line: number, column: number): void {
  frames[frames.length] = line;
  frames[frames.length] = column;
}

function isEnough({ length }: readonly number[]): boolean {
  return length >= MOST_FRAMES || !given.realm.trace && length > 2 * HELPERS;
}
