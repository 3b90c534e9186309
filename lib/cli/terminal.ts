/**
 * The world outside of the program, as it is.
 *
 * @module
 */

import type { Stats } from "node:fs";
import { programStart } from "./program.ts";
import {
  ClosedOutputError,
  StreamError,
  UnreadableFileError,
} from "./stream_error.ts";
import type { EndSignal, Meter, OpenFile, Terminal } from "./terminal_types.ts";

export type {
  EndSignal,
  Meter,
  MetricOptions,
  OpenFile,
  Terminal,
} from "./terminal_types.ts";

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
  let meter: { readonly found: Meter | undefined } | undefined;
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
    readFolder,
    onEndSignal,
    onContinue: (listener) => onSignals(["SIGCONT"], listener),
    mayConnect,
    memory: () => Deno.memoryUsage().rss,
    // Deno loads its telemetry for who looks at it: not before a worker is on its way.
    get meter() {
      meter ??= { found: openMeter() };
      return meter.found;
    },
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
    // Messages have lost their reader; the results are still worth writing.
  }
}

/** The meter of this program; undefined unless OTEL_DENO is set. */
function openMeter(): Meter | undefined {
  try {
    return Deno.telemetry.meterProvider.getMeter("sluice") as Meter;
  } catch {
    return undefined;
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
    // Loaded only for who asks: it takes as long as starting a worker.
    const fs = globalThis.process.getBuiltinModule("node:fs");
    return fs.fstatSync(stream);
  } catch {
    // A closed stream is of no kind.
    return undefined;
  }
}

/** Whether stdout is a file or the null device, and no pipe to a reader. */
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

async function readFolder(path: string): Promise<readonly string[]> {
  return await accessed(path, async () => {
    const names: string[] = [];
    for await (const { name, isFile } of Deno.readDir(path)) {
      if (isFile) names.push(name);
    }
    return names.sort();
  });
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
