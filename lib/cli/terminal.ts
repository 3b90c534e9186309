/**
 * The world outside of the program, as far as a command may touch it.
 *
 * @module
 */

import { PROGRAM } from "./program.ts";

/** A signal that asks the program to end. */
export type EndSignal = "SIGINT" | "SIGTERM";

/** What a command sees of the world; tests give it another one. */
export interface Terminal {
  /** How the program is called here, for texts that say what to type. */
  readonly program: string;
  /** How many cores there are. */
  readonly cores: number;
  /** Reads from stdin. */
  readonly stdin: {
    /** @throws {StreamError} If there is nothing that can be read. */
    read(buffer: Uint8Array<ArrayBuffer>): Promise<number | null>;
  };
  /** Takes results. */
  readonly stdout: {
    /**
     * Writes all of `bytes`.
     *
     * @throws {ClosedOutputError} If nobody reads them any more.
     * @throws {StreamError} If they cannot be written, as on a full disk.
     */
    write(bytes: Uint8Array): Promise<void>;
  };
  /** Takes what is said to people. */
  readonly stderr: {
    write(text: string): void;
    isTerminal(): boolean;
    columns(): number;
  };
  /** Reads a file; needs read permission for it. */
  readFile(path: string): Promise<string>;
  /** Calls `listener` when somebody wants the program to end. */
  onEndSignal(listener: (signal: EndSignal) => void): Disposable;
  /** Whether the program may connect to `server`, a `host:port`. */
  mayConnect(server: string): boolean;
  /** The permissions that were granted as a whole, as in `read`. */
  permissions(): string[];
  /**
   * Gives up every permission of the process, for good.
   *
   * @returns Whether the process holds none now.
   */
  relinquish(): boolean;
}

/** Thrown when the reader of stdout has gone: a reason to stop, and no failure. */
export class ClosedOutputError extends Error {
  constructor() {
    super("Cannot write: nobody reads the output");
    this.name = "ClosedOutputError";
  }
}

/** Thrown when the input cannot be read, or the output cannot be written. */
export class StreamError extends Error {
  constructor(action: "read the input" | "write the output", cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`Cannot ${action}: ${why}`, { cause });
    this.name = "StreamError";
  }
}

/** Thrown when a file cannot be read. */
export class UnreadableFileError extends Error {
  /** Whether it is the permission that is missing. */
  readonly isForbidden: boolean;

  constructor(path: string, why: string, isForbidden: boolean) {
    super(`Cannot read ${path}: ${why}`);
    this.name = "UnreadableFileError";
    this.isForbidden = isForbidden;
  }
}

const PERMISSIONS = [
  "read",
  "write",
  "net",
  "env",
  "run",
  "ffi",
  "sys",
  "import",
] as const;

const END_SIGNALS: readonly EndSignal[] = ["SIGINT", "SIGTERM"];

/** The real world. */
export function openTerminal(): Terminal {
  return {
    program: Deno.build.standalone ? "sluice" : PROGRAM,
    cores: navigator.hardwareConcurrency,
    stdin: { read },
    stdout: { write },
    stderr: {
      write: (text) => writeError(text),
      isTerminal: () => Deno.stderr.isTerminal(),
      columns: () => columns(),
    },
    readFile,
    onEndSignal,
    mayConnect,
    permissions: () => PERMISSIONS.filter(isGranted),
    relinquish,
  };
}

async function read(buffer: Uint8Array<ArrayBuffer>): Promise<number | null> {
  try {
    return await Deno.stdin.read(buffer);
  } catch (error) {
    throw new StreamError("read the input", error);
  }
}

async function write(bytes: Uint8Array): Promise<void> {
  try {
    let written = 0;
    while (written < bytes.length) {
      written += await Deno.stdout.write(bytes.subarray(written));
    }
  } catch (error) {
    throw error instanceof Deno.errors.BrokenPipe
      ? new ClosedOutputError()
      : new StreamError("write the output", error);
  }
}

const encoder = new TextEncoder();

function writeError(text: string): void {
  const bytes = encoder.encode(text);
  try {
    let written = 0;
    while (written < bytes.length) {
      written += Deno.stderr.writeSync(bytes.subarray(written));
    }
  } catch {
    // Nobody reads what is said to people; the results are still worth writing.
  }
}

function columns(): number {
  try {
    return Deno.consoleSize().columns;
  } catch {
    return 0;
  }
}

// Asks first: a read without the permission would make Deno ask the user for it.
async function readFile(path: string): Promise<string> {
  const permission = Deno.permissions.querySync({ name: "read", path });
  if (permission.state !== "granted") {
    const why = "the permission for it was not granted";
    throw new UnreadableFileError(path, why, true);
  }
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UnreadableFileError(path, whyUnreadable(error), false);
  }
}

function mayConnect(host: string): boolean {
  return Deno.permissions.querySync({ name: "net", host }).state === "granted";
}

function whyUnreadable(error: Error): string {
  if (error instanceof Deno.errors.NotFound) return "there is no such file";
  return error.message;
}

function onEndSignal(listener: (signal: EndSignal) => void): Disposable {
  const listeners = END_SIGNALS.map((signal) => {
    const heard = () => listener(signal);
    Deno.addSignalListener(signal, heard);
    return { signal, heard };
  });
  return {
    [Symbol.dispose]() {
      for (const { signal, heard } of listeners) {
        Deno.removeSignalListener(signal, heard);
      }
    },
  };
}

function isGranted(name: typeof PERMISSIONS[number]): boolean {
  return Deno.permissions.querySync({ name }).state === "granted";
}

// Revoking a permission also takes what was granted in part, and cannot be seen.
function relinquish(): boolean {
  for (const name of PERMISSIONS) Deno.permissions.revokeSync({ name });
  return !PERMISSIONS.some(isGranted);
}
