import { checkInteger } from "../../internal/checks.ts";
import { Channel } from "../../channel.ts";
import { watch } from "../../internal/deadline.ts";
import { Pool } from "../../pool.ts";
import { untilAborted } from "../../internal/until_aborted.ts";
import type { Sandbox } from "../../sandbox.ts";
import { type Batch, bytesOf, splitBatch } from "../../framing/batch.ts";
import { Resequencer } from "./resequencer.ts";
import type { PipeOptions } from "../options.ts";
import type { BatchResult } from "../result.ts";

/** Most that finished but unwritten outcomes may take up, in bytes. */
const WINDOW = 16 * 2 ** 20;

/** Most that waits for a worker, in bytes, unless it is one item. */
const READ_AHEAD = 8 * 2 ** 20;

/** What a result costs beside its bytes. */
const SEGMENT_COST = 256;

/** Batches that fill the capacity: with one, reading and working would take turns. */
const BATCHES = 2;

/** Weighs batches so that `capacity` holds so many items, or the bytes of a read-ahead. */
function weigher(capacity: number): (batch: Batch) => number {
  return (batch) => {
    const { count } = batch;
    const share = (bytesOf(batch)?.length ?? 0) / READ_AHEAD;
    return Math.min(capacity, Math.max(count, share * capacity));
  };
}

/** Most items that a batch may have where `capacity` items may wait. */
export function batchLimit(capacity: number): number {
  return Math.ceil(capacity / BATCHES);
}

/** How many items of a pipe wait for their turn in the sandbox's own queue. */
export interface PipeCounter {
  waiting: number;
}

/** The options of a pipe, with where it counts. */
type CountedOptions = PipeOptions & { readonly counter: PipeCounter };

/** Takes batches through a sandbox to a sink; see {@linkcode Sandbox.pipe}. */
export async function pipe(
  sandbox: Sandbox,
  source: AsyncIterable<Batch> | Iterable<Batch>,
  options: CountedOptions,
): Promise<void> {
  const controller = new AbortController();
  const { signal } = options;
  checkInteger("capacity", options.capacity, { least: 1 });
  signal?.throwIfAborted();
  const interrupt = () => controller.abort(signal?.reason);
  const watching = watch({ interrupt }, { signal });
  const outbox = new Outbox(sandbox, options);
  const writing = outbox.writeAll(options, controller.signal)
    .catch((error) => controller.abort(error));
  try {
    await run({ sandbox, source, outbox, controller }, options);
  } finally {
    outbox.close();
    await writing;
    watching?.stop();
  }
  controller.signal.throwIfAborted();
}

interface Parts {
  readonly sandbox: Sandbox;
  readonly source: AsyncIterable<Batch> | Iterable<Batch>;
  readonly outbox: Outbox;
  readonly controller: AbortController;
}

/** Sends the batches through a channel to the workers, one as soon as they have room. */
async function run(parts: Parts, options: CountedOptions): Promise<void> {
  const { sandbox, source, outbox, controller } = parts;
  const { input, output, emit, buffers, counter, onWaiting } = options;
  // What waits for a worker outside of the channel is at most one batch.
  const limit = batchLimit(options.capacity);
  const capacity = options.capacity - limit;
  const size = weigher(capacity);
  const running = new Set<Promise<void>>();
  const { signal } = controller;
  await using pool = new Pool<Batch>({ capacity, size, signal });
  pool.produce(async (send, { signal }) => {
    for await (const batch of untilAborted(source, signal)) {
      for (const part of partsOf(batch, limit)) {
        counter.waiting += part.count;
        await send(part);
      }
      onWaiting?.(sandbox.stats.waiting);
    }
  });
  pool.consume(async (batch) => {
    counter.waiting -= batch.count;
    const onResult = (result: BatchResult) => outbox.put(result);
    const mayStart = (batch: Batch) => outbox.mayStart(batch);
    const begun = Promise.withResolvers<void>();
    const onBegun = begun.resolve;
    const backlog = () => counter.waiting;
    const events = { onResult, mayStart, onBegun, backlog };
    const how = { input, output, emit, buffers, ...events, signal };
    const run = sandbox.runBatch(batch, how)
      .catch((error) => controller.abort(error))
      .finally(() => {
        running.delete(run);
        begun.resolve();
      });
    running.add(run);
    await begun.promise;
  });
  try {
    await pool.join();
  } catch (error) {
    controller.abort(error);
  }
  await Promise.all(running);
}

/** A batch in parts of at most `limit` items; most sources make no larger ones. */
function* partsOf(batch: Batch, limit: number): Generator<Batch, void> {
  for (let rest: Batch | undefined = batch; rest !== undefined;) {
    const [part, after]: [Batch, Batch | undefined] = splitBatch(rest, limit);
    rest = after;
    yield part;
  }
}

/** What has come out of the workers and not been written yet. */
class Outbox {
  #cost = 0;
  #items = 0;
  readonly #window: number;
  readonly #ordered: boolean;
  readonly #sandbox: Sandbox;
  readonly #sequence = new Resequencer<BatchResult>();
  // Bounded by what may start, not by the channel: a result is never refused.
  readonly #channel = new Channel<BatchResult>({ capacity: 2 ** 31 - 1 });

  constructor(sandbox: Sandbox, options: PipeOptions) {
    const { ordered = true, window = Infinity } = options;
    this.#sandbox = sandbox;
    this.#ordered = ordered;
    this.#window = window;
  }

  /** Whether there is room, or nothing goes on before this batch is done. */
  mayStart({ first }: Batch): boolean {
    const hasRoom = this.#cost < WINDOW && this.#items < this.#window;
    // With outcomes for the sink to write, the next room comes from there.
    const isIdle = this.#items === this.#sequence.held;
    return hasRoom ||
      this.#ordered && isIdle && first === this.#sequence.next;
  }

  /** Takes in outcomes, in any order. */
  put(result: BatchResult): void {
    this.#cost += costOf(result);
    this.#items += result.batch.count;
    const ready = this.#ordered ? this.#sequence.put(result) : [result];
    for (const next of ready) this.#channel.trySend(next);
  }

  /** Gives the outcomes to the sink, one after another, until the signal aborts. */
  async writeAll(
    { sink, buffers }: Pick<PipeOptions, "sink" | "buffers">,
    signal: AbortSignal,
  ): Promise<void> {
    for await (const result of this.#channel) {
      if (signal.aborted) return;
      await sink(result);
      const { batch, output } = result;
      buffers?.giveBack(batch);
      buffers?.giveBack({ bytes: output, count: batch.count });
      this.#cost -= costOf(result);
      this.#items -= batch.count;
      this.#sandbox.resume();
    }
  }

  /** Says that no more outcomes come. */
  close(): void {
    this.#channel.close();
  }
}

function costOf({ batch, output }: BatchResult): number {
  return SEGMENT_COST + output.length + (bytesOf(batch)?.length ?? 0);
}
