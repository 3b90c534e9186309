/**
 * The world outside of the program, as far as a command may touch it.
 *
 * @module
 */

import type { ProgramStart } from "./program.ts";

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
    /** Whether it is a file or the null device, which no other program shows. */
    isFile(): boolean;
    /** Whether a person reads it here. */
    isTerminal(): boolean;
    /**
     * Writes all of `bytes`.
     *
     * @throws {ClosedOutputError} If the reader of the output is gone.
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
  /** The names of the files in a folder; needs read permission for it. */
  readFolder(path: string): Promise<readonly string[]>;
  /** Calls `listener` when the program is asked to end. */
  onEndSignal(listener: (signal: EndSignal) => void): Disposable;
  /** Calls `listener` when the program continues after Ctrl-Z. */
  onContinue(listener: () => void): Disposable;
  /** Whether the program may connect to `server`, a `host:port`. */
  mayConnect(server: string): boolean;
  /** The memory of the process, in bytes. */
  memory(): number;
  /** Where counts of a run go, when Deno's telemetry is on. */
  readonly meter: Meter | undefined;
  /** The permissions that were granted as a whole, as in `read`. */
  permissions(): string[];
  /**
   * Gives up every permission of the process, for good.
   *
   * @returns Whether the process holds none now.
   */
  relinquish(): boolean;
}

/** The part of OpenTelemetry's meter that is used here. */
export interface Meter {
  createCounter(name: string, about: MetricOptions): {
    add(value: number, attributes: Readonly<Record<string, string>>): void;
  };
  createHistogram(name: string, about: MetricOptions): {
    record(value: number): void;
  };
  createGauge(name: string, about: MetricOptions): {
    record(value: number, attributes: Readonly<Record<string, string>>): void;
  };
}

/** What is told of a counter or a histogram. */
export interface MetricOptions {
  readonly description: string;
  readonly unit: string;
  /** How values are counted in a histogram. */
  readonly advice?: { readonly explicitBucketBoundaries: number[] };
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
