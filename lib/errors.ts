/**
 * Every error class of the library; each is one that callers catch by name.
 *
 * @module
 */

/**
 * Thrown when an operation needs an open channel and finds it closed.
 *
 * Not thrown for an ordinary end of input: async iteration just stops.
 */
export class ChannelClosedError extends Error {
  /** The value that was not sent; present only when a send was refused. */
  declare readonly value?: unknown;
  /** The case whose channel is closed; present only when a `select` ended. */
  declare readonly key?: string;

  /**
   * Creates the error.
   *
   * @param message What could not be done.
   * @param rest The value that was not sent, if a send was refused.
   */
  constructor(message: string, ...rest: [value: unknown] | []) {
    super(message);
    this.name = "ChannelClosedError";
    if (rest.length > 0) keepValue(this, rest[0]);
  }
}

/** Thrown when an operation was given a `timeout` and it passed. */
export class TimeoutError extends Error {
  /** The value that was not sent; present only when a send timed out. */
  declare readonly value?: unknown;

  /**
   * Creates the error.
   *
   * @param message What could not be done in time.
   * @param rest The value that was not sent, if a send timed out.
   */
  constructor(message: string, ...rest: [value: unknown] | []) {
    super(message);
    this.name = "TimeoutError";
    if (rest.length > 0) keepValue(this, rest[0]);
  }
}

/** Thrown by `sendMany` when it stops before all values are sent. */
export class UnsentError extends Error {
  /** The values that were not sent, in order. */
  readonly values: readonly unknown[];

  /**
   * Creates the error.
   *
   * @param values The values that were not sent.
   * @param cause What stopped the send: what `send` would have rejected with.
   */
  constructor(values: readonly unknown[], cause: unknown) {
    super(`Cannot send: ${values.length} values are left`, { cause });
    this.name = "UnsentError";
    this.values = values;
  }
}

// Read-only, and absent (not `undefined`) from an error that carries nothing.
function keepValue(error: Error, value: unknown): void {
  Object.defineProperty(error, "value", { value, enumerable: true });
}

/**
 * Why an item has no result.
 *
 * - `input`: its line is no JSON, not UTF-8, or too long.
 * - `threw`: the job threw, or its promise rejected.
 * - `result`: JSON cannot hold what the job returned.
 * - `result-size`: the result is longer than allowed.
 * - `timeout`: there was no result in time.
 * - `steps`: the item took more steps than it may.
 * - `memory`: the job used more memory than it may.
 * - `crash`: the worker died, and nothing says why.
 * - `diverged`: the job made other calls than those that were recorded.
 */
export type FailureKind =
  | "input"
  | "threw"
  | "result"
  | "result-size"
  | "timeout"
  | "steps"
  | "memory"
  | "crash"
  | "diverged";

/** A place in the text of a job. */
export interface JobPlace {
  /** The line, from 1. */
  readonly line: number;
  /** The column, from 1, in UTF-16 units. */
  readonly column: number;
}

/**
 * Thrown when a job gave no result for an item; other items are not affected.
 *
 * Its `stack` has the places in the job's text where it happened, and nothing else.
 */
export class ItemError extends Error {
  /** Why there is no result. */
  readonly kind: FailureKind;
  /** The line of the job's text where it happened, from 1; absent if unknown. */
  readonly line?: number;
  /** The column of that line, from 1, in UTF-16 units. */
  readonly column?: number;

  /**
   * Creates the error.
   *
   * @param kind Why there is no result.
   * @param message One sentence about it; may hold text of the job's choosing.
   * @param trace Where in the job's text it happened, innermost call first.
   */
  constructor(
    kind: FailureKind,
    message: string,
    trace: readonly JobPlace[] = [],
  ) {
    super(message);
    this.name = "ItemError";
    this.kind = kind;
    const [place] = trace;
    if (place !== undefined) {
      this.line = place.line;
      this.column = place.column;
    }
    const frames = trace.map(({ line, column }) => (
      `\n    at job:${line}:${column}`
    ));
    this.stack = `ItemError: ${message}${frames.join("")}`;
  }
}

/** Where a mistake in a job's text is, for a message with a caret. */
export interface JobLocation extends JobPlace {
  /** The text of that line. */
  readonly sourceLine: string;
}

/**
 * Why the text of a job was refused.
 *
 * - `syntax`: it is neither JavaScript nor TypeScript.
 * - `import`: it imports something.
 * - `form`: it parses, and cannot be a job.
 * - `load`: it uses a name that is not declared, or that the job is not given.
 * - `size`: it is longer than allowed.
 * - `timeout`: parsing it takes longer than allowed.
 */
export type JobErrorKind =
  | "syntax"
  | "import"
  | "form"
  | "load"
  | "size"
  | "timeout";

/**
 * Why a sandbox cannot run anything.
 *
 * - `load`: the job threw while it was loaded, is no function, or uses a name that is
 *   not there.
 * - `unsafe`: a wall of the sandbox does not stand on this machine.
 * - `workers`: no worker lives long enough to finish an item.
 * - `memory`: the process uses more memory than its workers may, though workers were ended.
 * - `closed`: the sandbox was closed.
 * - `reentrant`: a call that a job made would run that job.
 *
 * The others are those of a {@linkcode JobError}.
 */
export type SandboxErrorKind =
  | JobErrorKind
  | "unsafe"
  | "workers"
  | "memory"
  | "closed"
  | "reentrant";

/** Thrown when a sandbox as a whole cannot go on. */
export class SandboxError extends Error {
  /** Why it cannot go on. */
  readonly kind: SandboxErrorKind;
  /** The line of the job's text that is the reason, from 1; absent when none is. */
  readonly line?: number;
  /** The column of that line, from 1, in UTF-16 units. */
  readonly column?: number;
  /** The text of that line. */
  readonly sourceLine?: string;

  /**
   * Creates the error.
   *
   * @param kind Why the sandbox cannot go on.
   * @param message One sentence about it; may hold text of the job's choosing.
   * @param location Where in the job's text the reason is.
   */
  constructor(
    kind: SandboxErrorKind,
    message: string,
    location: Partial<JobLocation> = {},
  ) {
    super(message);
    this.name = "SandboxError";
    this.kind = kind;
    const { line, column, sourceLine } = location;
    if (line !== undefined) this.line = line;
    if (column !== undefined) this.column = column;
    if (sourceLine !== undefined) this.sourceLine = sourceLine;
  }
}

/** Thrown when a text cannot be a job; no worker has seen it then. */
export class JobError extends SandboxError {
  /** Why the text was refused. */
  declare readonly kind: JobErrorKind;

  /**
   * Creates the error.
   *
   * @param message What is wrong, and what to do.
   * @param details Why the text was refused, and where it is wrong.
   */
  constructor(
    message: string,
    details: { kind: JobErrorKind } & Partial<JobLocation>,
  ) {
    super(details.kind, message, details);
    this.name = "JobError";
  }
}
