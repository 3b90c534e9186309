import type { Batch } from "../framing/batch.ts";
import type { BufferPool } from "../framing/buffer_pool.ts";
import type { Numbers } from "./exact_numbers.ts";
import type {
  Emit,
  Endowment,
  InputFormat,
  Isolation,
  LogLevel,
  OutputFormat,
} from "./protocol.ts";
import type { ContextOptions } from "./context/context_options.ts";
import type { BatchResult } from "./result.ts";
import type { TableOutput } from "./table_output.ts";

/**
 * A worker on its way, that a sandbox made with the same options can begin with; disposing
 * it ends the worker if no sandbox took it.
 */
export interface PreparedWorker extends Disposable {
  /** What the random numbers of its job are derived from. */
  readonly seed: number;
}

/** How a {@linkcode Sandbox} runs its job. */
export interface SandboxOptions extends ContextOptions {
  /**
   * Most workers at the same time; they are started as they are needed.
   *
   * @default {navigator.hardwareConcurrency}
   */
  readonly workers?: number | undefined;
  /**
   * Longest time for one item, in milliseconds, counted from when it starts.
   *
   * @default {30000}
   */
  readonly timeout?: number | undefined;
  /**
   * Most steps of one item: turns of the loops in the job's text, calls of the functions
   * in it, and one for each 16 characters or elements that native methods go through. The
   * verdict is the same on every machine, which that of `timeout` is not. At most
   * 2^31 - 1. Counting makes a loop of one addition take four times as long,
   * and other jobs a few percent.
   *
   * @default {undefined: steps are not counted}
   */
  readonly steps?: number | undefined;
  /**
   * Heap of each worker, in bytes; soft, and at least 256 MB.
   *
   * @default {805306368}
   */
  readonly memory?: number | undefined;
  /**
   * How many more times an item is tried after it failed, if it could fare otherwise: a job
   * without `clock`, `random` or calls, that keeps nothing, is tried again only when it
   * ended its worker.
   *
   * @default {0}
   */
  readonly retries?: number | undefined;
  /**
   * Says that this process holds no permission, so that workers can be started in
   * 50 ms instead of 500: they have what the process has.
   *
   * @default {false}
   */
  readonly unprivileged?: boolean | undefined;
  /**
   * Whether a started worker that has run nothing is kept ready, so that the next sandbox
   * of this program need not wait half a second for one; it does not keep the process
   * alive. Of no use where `unprivileged` is true: such workers start at once.
   *
   * @default {true}
   */
  readonly spare?: boolean | undefined;
  /**
   * A worker that {@linkcode prepareWorker} started with the same options; the sandbox
   * begins with it, or ends it if it was started with others.
   *
   * @default {undefined}
   */
  readonly prepared?: PreparedWorker | undefined;
  /**
   * What the job is given beyond the language itself: `clock`, `random`, `bytes`,
   * `url`, `intl`, `digest`.
   *
   * @default {[]}
   */
  readonly endowments?: readonly Endowment[] | undefined;
  /**
   * From where the random numbers of `random` are derived: the same seed and the same
   * items give the same numbers.
   *
   * @default {a random integer}
   */
  readonly seed?: number | undefined;
  /**
   * Whether an item's job knows nothing of other items, or keeps what it keeps for as
   * long as its worker lives; how items are spread over workers then shows.
   *
   * @default {"item"}
   */
  readonly isolate?: Isolation | undefined;
  /**
   * What integers outside ±(2^53 - 1) are to the job: BigInts, which keep all digits,
   * or the nearest doubles.
   *
   * @default {"exact"}
   */
  readonly numbers?: Numbers | undefined;
  /**
   * Whether an error tells every call in the job's text that was open, or only the
   * innermost, which costs half as much where many items fail.
   *
   * @default {true}
   */
  readonly trace?: boolean | undefined;
  /** Called with each line that the job writes to its console. */
  readonly onLog?: ((line: JobLog) => void) | undefined;
  /** Closes the sandbox when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

/** A line that a job wrote to its console; at most some thousand characters. */
export interface JobLog {
  /** Position of the item in the whole input, from 0. */
  readonly position: number;
  /** The method of `console` that wrote it. */
  readonly level: LogLevel;
  /** The line, not yet made safe to print. */
  readonly text: string;
}

/** How {@linkcode Sandbox.run} waits. */
export interface RunOptions {
  /**
   * Longest time for this item, in milliseconds.
   *
   * @default {the sandbox's timeout}
   */
  readonly timeout?: number | undefined;
  /** Gives up the item when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

/** How {@linkcode Sandbox.runBatch} runs a batch. */
export interface RunBatchOptions extends RunOptions {
  /** How bytes become items. */
  readonly input: InputFormat;
  /** How results become bytes. */
  readonly output: OutputFormat;
  /**
   * What an item gives.
   *
   * @default {"result"}
   */
  readonly emit?: Emit | undefined;
  /**
   * How results are written if the output is `table`.
   *
   * @default {undefined}
   */
  readonly table?: TableOutput | undefined;
  /**
   * Whether results say how long each item took, which costs about 0.1 µs an item.
   *
   * @default {false}
   */
  readonly timed?: boolean | undefined;
  /** Called with outcomes as they come, in any order, each item in exactly one. */
  readonly onResult: (result: BatchResult) => void;
  /**
   * Where copies for the workers come from, and what they wrote into goes: a result's
   * output is given back there, with as many shares as it has items.
   */
  readonly buffers?: BufferPool | undefined;
}

/** How {@linkcode Sandbox.map} gives outcomes. */
export interface MapOptions {
  /**
   * Whether outcomes come in the order of the items, or as soon as they are there.
   *
   * @default {true}
   */
  readonly ordered?: boolean | undefined;
  /** Ends the iteration when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

/** How {@linkcode Sandbox.pipe} takes batches to a sink. */
export interface PipeOptions
  extends
    Pick<RunBatchOptions, "input" | "output" | "emit" | "table" | "timed"> {
  /**
   * Writes outcomes; the workers wait when it does not keep up.
   *
   * A pipe that is aborted ends when the call that runs has settled, so that no sink is
   * called or in use behind it: one that may wait for long needs the same signal.
   */
  readonly sink: (result: BatchResult) => Promise<void> | void;
  /**
   * Most items that were read and are not written, beside those that the workers are on:
   * also no more than fill 8 MB, with their results. A batch above its `batchLimit` is cut.
   */
  readonly capacity: number;
  /**
   * Whether outcomes reach the sink in the order of the items, or as they come.
   *
   * @default {true}
   */
  readonly ordered?: boolean | undefined;
  /** Gives everything up when it aborts. */
  readonly signal?: AbortSignal | undefined;
  /**
   * When it aborts, what the workers are on is finished, and written as far as no item
   * before it is missing; what was only read is dropped, and nothing more is read.
   */
  readonly finish?: AbortSignal | undefined;
  /** Told how many items wait, each time a batch was read. */
  readonly onWaiting?: ((items: number) => void) | undefined;
  /**
   * About how many items come after those that were read, if they are like those of
   * `batch`; Infinity if that is unknown. For few quick ones no further worker is started:
   * its start costs more than it brings.
   *
   * @default {() => Infinity}
   */
  readonly toCome?: ((batch: Batch) => number) | undefined;
  /**
   * Where buffers come from, and go when the sink is done with them: then a result
   * must not be looked at any more.
   *
   * @default {undefined}
   */
  readonly buffers?: BufferPool | undefined;
}

/** What a sandbox has done so far. */
export interface SandboxStats {
  /** Workers there are now. */
  readonly workers: number;
  /** Workers that died or were ended, and were replaced. */
  readonly replaced: number;
  /** Times an item was tried again. */
  readonly retried: number;
  /**
   * Items that were not tried again in spite of `retries`: a job without `clock`, `random`
   * or calls, that keeps nothing, can only fail again.
   */
  readonly spared: number;
  /** Items that were read and wait for a worker. */
  readonly waiting: number;
  /** Items of the batches that workers are on. */
  readonly running: number;
  /** Items that are done, and that a pipe's sink has not taken yet. */
  readonly unwritten: number;
  /** How long items took in their workers, in milliseconds. */
  readonly workMs: number;
  /** How long of that the top level of the job's module took, about. */
  readonly moduleMs: number;
}
