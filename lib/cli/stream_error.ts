/** Thrown when the reader of stdout has gone: a reason to stop, and no failure. */
export class ClosedOutputError extends Error {
  constructor() {
    super("Cannot write: nobody reads the output");
    this.name = "ClosedOutputError";
  }
}

/** Thrown when the input cannot be read, or the output cannot be written. */
export class StreamError extends Error {
  constructor(action: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`Cannot ${action}: ${why}`, { cause });
    this.name = "StreamError";
  }
}

/** Thrown when a file cannot be read. */
export class UnreadableFileError extends Error {
  /** Whether it is the permission that is missing. */
  readonly isForbidden: boolean;
  /** The file. */
  readonly path: string;

  constructor(path: string, why: string, isForbidden: boolean) {
    super(`Cannot read ${path}: ${why}`);
    this.path = path;
    this.name = "UnreadableFileError";
    this.isForbidden = isForbidden;
  }
}
