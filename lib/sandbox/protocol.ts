// What crosses between host and guest, and nothing else does: text as bytes in,
// text as bytes out. Shared by both sides, so it holds types and constants only.

import type {
  TableDialect,
  TableLayout,
} from "../framing/table/table_format.ts";
import type { GuestCalls, JobContext } from "./context_protocol.ts";
import type { Numbers } from "./exact_numbers.ts";

export type { TableDialect, TableLayout };

/** How the bytes of a batch become items. */
export type InputFormat = "ndjson" | "lines" | "range" | "table";

/**
 * How results become bytes.
 *
 * - `ndjson`: one JSON text a line; `undefined` gives no line.
 * - `lines`: as `ndjson`, but strings as they are.
 * - `null-lines`: as `lines`, but each ends in a null byte, and may hold line feeds.
 * - `records`: as `ndjson`, but `undefined` gives an empty line.
 * - `outcomes`: as `records`, in a JSON of our own that tells all types.
 * - `table`: the rows of a table.
 */
export type OutputFormat =
  | "ndjson"
  | "lines"
  | "null-lines"
  | "records"
  | "outcomes"
  | "table";

/** The names of the columns of a table, or how many there are where they have none. */
export type TableColumns = readonly string[] | number;

/** Longest names of columns that cross, in UTF-16 units together. */
export const LONGEST_NAMES: number = 2 ** 24;

/** How the rows of a table are written. */
export interface RowFormat extends TableDialect {
  /** The columns; undefined as long as no result has settled them. */
  readonly columns: TableColumns | undefined;
  /** Whether a field that has no column is left out, and not a failure. */
  readonly dropsOthers: boolean;
}

/**
 * What an item gives: what the job returned for it, each element of an array that the
 * job returned, or the item itself as it came in if what the job returned is truthy.
 */
export type Emit = "result" | "elements" | "item";

/** Longest text that a job may make, in UTF-16 units; as long as the longest result. */
export const TEXT_LIMIT = 2 ** 26;

/** Longest text whose characters may each become a property. */
export const PROPERTIES_LIMIT = 2 ** 20;

/** Describes the symbol under which a text refuses to be taken apart if it is longer. */
export const TEXT_MARK = "sluice.text";

/** Under this key a factory gives what the module exports as `setup`, beside its job. */
export const SETUP_KEY = "sluice.setup";

/** Why an item has no result, as far as a guest can tell. */
export type GuestFailureKind =
  | "input"
  | "threw"
  | "result"
  | "result-size"
  | "steps"
  | "diverged";

/** What a job can be given beyond the language itself, by name. */
export const ENDOWMENTS = [
  "clock",
  "random",
  "bytes",
  "url",
  "intl",
  "digest",
] as const;

/** One of the things that a job can be given. */
export type Endowment = typeof ENDOWMENTS[number];

/** How much of its worker's life an item can see: its own time, or all of it. */
export type Isolation = "item" | "worker";

/** What a job is given, and what it can keep. */
export interface RealmOptions {
  readonly endowments: readonly Endowment[];
  /** From where an item's random numbers are derived, together with its position. */
  readonly seed: number;
  readonly isolate: Isolation;
  /** What integers beyond 2^53 are to it. */
  readonly numbers: Numbers;
  /** Whether what the job writes to its console is wanted. */
  readonly logs: boolean;
  /** Whether a failure tells every open call of the job, or only the innermost. */
  readonly trace: boolean;
  /** Most steps of an item; undefined if they are not counted. */
  readonly steps?: number | undefined;
}

/** Gives the digest of bytes. */
export type Hash = (bytes: Uint8Array) => Uint8Array;

/** The hashes of the endowment `digest`. */
export interface Hashes {
  readonly md5: Hash;
  readonly sha1: Hash;
  readonly sha256: Hash;
  readonly sha512: Hash;
  readonly hmac: (hash: Hash, key: Uint8Array, data: Uint8Array) => Uint8Array;
}

/** What a guest is made with. */
export interface GuestSetup {
  /** The only way to talk to the host. */
  readonly port: MessagePort;
  /** Words of shared memory: see {@linkcode Word}. */
  readonly control: SharedArrayBuffer;
  /** Longest result, in UTF-16 units of its JSON text. */
  readonly resultLimit: number;
  readonly realm: RealmOptions;
  /** Undefined if the job is not given them. */
  readonly hashes: Hashes | undefined;
}

/** Gives a guest its job; the first that it is told. */
export interface LoadMessage {
  /** Text of an arrow function that returns the job function. */
  readonly load: string;
  /**
   * Whether it is one that returns that function, and takes what the text calls: at each
   * step, and to make the errors that it throws.
   */
  readonly takesTools: boolean;
  /**
   * Text of a function that returns the same one, and takes a third: that is asked before
   * a property is read of what may be nothing.
   */
  readonly quick?: string | undefined;
  readonly context: JobContext;
}

/** Words of the shared memory between a guest and its host. */
export const Word = {
  /** Written by the guest: the id of the batch it is on; ids begin at 1. */
  Batch: 0,
  /** Written by the guest: the item of the batch it is on; its count after the last. */
  Item: 1,
  /** Written by the host: the id of the batch to hand back after its current item. */
  HandBack: 2,
  /** Written by the guest: 1 once an item of the batch made it wait, so that items overlap. */
  Waited: 3,
  /** Written by the guest: 1 once it evaluates the text of the job. */
  Loading: 4,
} as const;

/** How many words the shared memory has. */
export const WORDS = 5;

/** A run of consecutive items, from host to guest. */
export interface BatchMessage {
  readonly id: number;
  /** Position in the whole input of the batch's first item. */
  readonly first: number;
  readonly count: number;
  readonly input: InputFormat;
  readonly output: OutputFormat;
  readonly emit: Emit;
  /** The lines; null for a range, whose values start at `rangeStart`. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
  readonly rangeStart: number;
  /** The index that the job is told of each item; null if that is its position. */
  readonly indexes: Float64Array | null;
  /** How rows become objects, if the lines are rows of a table. */
  readonly table?: TableLayout | undefined;
  /** How results become rows, if that is the output. */
  readonly rows?: RowFormat | undefined;
  /** Where the output may be written; null if the sender wants no buffer back. */
  readonly room: ArrayBuffer | null;
  /** Whether each item is timed. */
  readonly timed: boolean;
}

/** Asks whether the guest's event loop still turns. */
export interface PingMessage {
  readonly ping: number;
}

/** One item without a result. */
export interface GuestFailure {
  /** Position within the batch. */
  readonly item: number;
  /** Bytes of output before it. */
  readonly at: number;
  /** Lines of output before it. */
  readonly lines: number;
  /** Blank lines of input before it. */
  readonly blank: number;
  readonly kind: GuestFailureKind;
  readonly message: string;
  /** {@linkcode Frames} of the error. */
  readonly frames: Frames;
}

/**
 * The calls in the text that the guest evaluates that were open when an error was made,
 * innermost first: line, column, line, column …, each from 1.
 */
export type Frames = readonly number[];

/** Most numbers in {@linkcode Frames}: those of ten calls. */
export const MOST_FRAMES = 20;

/** How serious a line of a job's console is. */
export type LogLevel = "debug" | "info" | "log" | "warn" | "error";

/** One line that a job wrote to its console. */
export interface GuestLog {
  readonly type: "log";
  /** The batch, and the position within it. */
  readonly id: number;
  readonly item: number;
  readonly level: LogLevel;
  readonly text: string;
}

/** The outcome of a batch, or of its first `done` items when it was handed back. */
export interface BatchReply {
  readonly type: "done";
  readonly id: number;
  readonly done: number;
  /** How long they took, in milliseconds. */
  readonly elapsedMs: number;
  /** How long of that the module's top level took, as far as was measured. */
  readonly moduleMs?: number;
  /** How long each of them took, in milliseconds, if that was asked. */
  readonly times?: Float32Array<ArrayBuffer> | undefined;
  /** How many steps each of them took, if times were asked and steps are counted. */
  readonly steps?: Int32Array<ArrayBuffer> | undefined;
  readonly output: Uint8Array<ArrayBuffer>;
  /** The buffer of the batch's lines, given back; null if it is not wanted. */
  readonly input: ArrayBuffer | null;
  /** How many lines `output` holds. */
  readonly emitted: number;
  /** How many of the items were blank lines, and so none. */
  readonly blank: number;
  readonly failures: readonly GuestFailure[];
  /** The columns of the rows, if the batch has settled them. */
  readonly columns?: TableColumns | undefined;
}

/** Everything a guest ever says. */
export type GuestMessage =
  | { readonly type: "ready" }
  /** The job itself cannot be used: it threw on load, or is no function. */
  | {
    readonly type: "unusable";
    readonly message: string;
    readonly frames: Frames;
  }
  /** The realm could not be made safe, so nothing was run. */
  | { readonly type: "unsafe"; readonly message: string }
  | {
    readonly type: "pong";
    readonly ping: number;
    /** Memory in use, in bytes. */
    readonly heapUsed: number;
  }
  | GuestLog
  | GuestCalls
  | BatchReply;
