/**
 * The world outside of the program, as far as a command may touch it.
 *
 * @module
 */

import { fstatSync, type Stats } from "node:fs";
import { type ProgramStart, programStart } from "./program.ts";
import {
  ClosedOutputError,
  StreamError,
  UnreadableFileError,
} from "./stream_error.ts";

/** A signal that asks the program to end. */
export type EndSignal = "SIGINT" | "SIGTERM";

/** What a command sees of the world; tests give it another one. */
export interface Terminal {
  /** How the program was started, for texts that say what to type. */
  readonly start: ProgramStart;
  /** The versions of what the program runs on. */
  readonly versions: { readonly deno: string; readonly v8: string };
  /** How many cores there are. */
  readonly cores: number;
  /** Reads from stdin. */
  readonly stdin: {
    /** Whether a person types it. */
    isTerminal(): boolean;
    /** How many bytes it holds; undefined where that is not known. */
    size(): number | undefined;
    /** @throws {StreamError} If there is nothing that can be read. */
    read(buffer: Uint8Array<ArrayBuffer>): Promise<number | null>;
  };
  /** Takes results. */
  readonly stdout: {
    /** Whether nobody reads along: a file, or nothing at all. */
    isFile(): boolean;
    /** Whether a person reads it here. */
    isTerminal(): boolean;
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
  /**
   * Opens a file for reading; needs read permission for it.
   *
   * @throws {UnreadableFileError} If it cannot be opened.
   */
  openFile(path: string): Promise<OpenFile>;
  /** Reads a file; needs read permission for it. */
  readFile(path: string): Promise<string>;
  /** Calls `listener` when somebody wants the program to end. */
  onEndSignal(listener: (signal: EndSignal) => void): Disposable;
  /** Calls `listener` when the program goes on after Ctrl-Z, in front or behind. */
  onContinue(listener: () => void): Disposable;
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

/** A file that is read from its beginning to its end. */
export interface OpenFile {
  /** How many bytes it holds; undefined where that is not known. */
  readonly size: number | undefined;
  /**
   * Reads some bytes; null at the end, where the file is closed.
   *
   * @throws {StreamError} If it cannot be read any further.
   */
  read(buffer: Uint8Array<ArrayBuffer>): Promise<number | null>;
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

/**
 * The real world.
 *
 * @param url The URL of the module that was run.
 */
export function openTerminal(url: string): Terminal {
  return {
    start: programStart({
      url,
      folder: workingFolder(),
      isCompiled: Deno.build.standalone,
    }),
    versions: Deno.version,
    cores: navigator.hardwareConcurrency,
    stdin: {
      read,
      isTerminal: () => Deno.stdin.isTerminal(),
      size: () => kindOf(0)?.isFile() ? kindOf(0)?.size : undefined,
    },
    stdout: {
      write,
      isFile: () => isQuietFile(),
      isTerminal: () => Deno.stdout.isTerminal(),
    },
    stderr: {
      write: (text) => writeError(text),
      isTerminal: () => Deno.stderr.isTerminal(),
      columns: () => columns(),
    },
    openFile,
    readFile,
    onEndSignal,
    onContinue: (listener) => onSignals(["SIGCONT"], listener),
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

function workingFolder(): string | undefined {
  try {
    return Deno.cwd();
  } catch {
    return undefined;
  }
}

/** What a stream of the process is: that needs no permission. */
function kindOf(stream: 0 | 1): Stats | undefined {
  try {
    return fstatSync(stream);
  } catch {
    // A closed stream is of no kind.
    return undefined;
  }
}

/** Whether stdout is a file or the null device, and no pipe that somebody reads. */
function isQuietFile(): boolean {
  const kind = kindOf(1);
  if (kind === undefined) return false;
  return kind.isFile() ||
    kind.isCharacterDevice() && !Deno.stdout.isTerminal();
}

function columns(): number {
  try {
    return Deno.consoleSize().columns;
  } catch {
    return 0;
  }
}

async function readFile(path: string): Promise<string> {
  return await accessed(path, () => Deno.readTextFile(path));
}

async function openFile(path: string): Promise<OpenFile> {
  const file = await accessed(path, () => Deno.open(path));
  const { isFile, isDirectory, size } = await file.stat();
  if (isDirectory) {
    file.close();
    throw new UnreadableFileError(path, "it is a folder", false);
  }
  return {
    size: isFile ? size : undefined,
    async read(buffer) {
      try {
        const length = await file.read(buffer);
        if (length === null) file.close();
        return length;
      } catch (error) {
        throw new StreamError(`read ${path}`, error);
      }
    },
  };
}

// Asks first: a read without the permission would make Deno ask the user for it.
async function accessed<T>(path: string, access: () => Promise<T>): Promise<T> {
  const permission = Deno.permissions.querySync({ name: "read", path });
  if (permission.state !== "granted") {
    const why = "the permission for it was not granted";
    throw new UnreadableFileError(path, why, true);
  }
  try {
    return await access();
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
  return onSignals(END_SIGNALS, listener);
}

function onSignals<S extends Deno.Signal>(
  signals: readonly S[],
  listener: (signal: S) => void,
): Disposable {
  const listeners = signals.map((signal) => {
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
