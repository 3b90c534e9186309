// Where in the job's text an error was made. What the engine knows of that goes into a
// map that no job can reach, instead of into a text that every job can read: the text
// would name files of the host and of the layer below.

import { MOST_FRAMES } from "../../protocol.ts";
import { EngineError, given } from "../prelude.ts";
import { isObject } from "../realm/lengths.ts";

/** What the engine tells about one call that had not returned. */
interface Call {
  getScriptNameOrSourceURL(): string | null;
  getFunctionName(): string | null;
  getLineNumber(): number | null;
  getColumnNumber(): number | null;
}

const calls = new WeakMap<object, readonly Call[]>();

/** Most calls the engine notes when all are told: our own are among them. */
const MOST_CALLS = 10;

/** As many as may lie above the job's innermost, since each costs time: ours that guard. */
const FEWEST_CALLS = 6;

/** Calls of functions around the job's text that may lie below its own. */
const HELPERS = 2;

/** The name of the job's text, which no other text in this thread has. */
const JOB_NAME = "sluice-job";

/** The function of ours that calls a job, by its name. */
const RUNNER = "runItem";

/** Gives the job's text its name. */
export function named(text: string): string {
  return `${text}\n//# sourceURL=${JOB_NAME}`;
}

/** Begins to note where errors are made; called after lockdown, which does so too. */
export function notePlaces(): void {
  EngineError.stackTraceLimit = given.realm.trace ? MOST_CALLS : FEWEST_CALLS;
  EngineError.prepareStackTrace = (error: object, made: readonly Call[]) => {
    calls.set(error, made);
    return "";
  };
}

/**
 * The line and the column of each call in the job's text that was open when an error was
 * made, the innermost first; empty for what is no error of the engine's.
 */
export function framesOf(thrown: unknown): number[] {
  const frames: number[] = [];
  try {
    if (!isObject(thrown)) return frames;
    // The engine tells what it knows when this is read for the first time.
    void (thrown as { stack?: unknown }).stack;
    for (const call of calls.get(thrown) ?? []) {
      const name = call.getScriptNameOrSourceURL();
      if (name !== JOB_NAME) {
        // Below it is only what runs every item. Each question takes a while.
        if (name !== null && call.getFunctionName() === RUNNER) break;
        continue;
      }
      frames.push(call.getLineNumber() ?? 0, call.getColumnNumber() ?? 0);
      if (frames.length >= MOST_FRAMES) break;
      if (!given.realm.trace && frames.length > 2 * HELPERS) break;
    }
  } catch {
    // A getter of the job's threw: what it hides is not told.
  }
  return frames;
}
