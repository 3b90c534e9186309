import { Channel } from "../channel.ts";
import { watch } from "../internal/deadline.ts";
import { Pool } from "../pool.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Batch } from "../stream/batch.ts";
import { Resequencer } from "../stream/resequencer.ts";
import type { PipeOptions } from "./options.ts";
import type { Segment } from "./segment.ts";

/** Most that finished but unwritten outcomes may take up, in bytes. */
const WINDOW = 16 * 2 ** 20;

/** What a segment costs beside its bytes. */
const SEGMENT_COST = 256;

/** Batches in hand for each worker: one that runs and one that is next. */
const BATCHES_PER_WORKER = 2;

/** Takes batches through a sandbox to a sink, in bounded memory. */
export async function pipe(
  sandbox: Sandbox,
  source: AsyncIterable<Batch> | Iterable<Batch>,
  options: PipeOptions,
): Promise<void> {
  const controller = new AbortController();
  const { signal } = options;
  signal?.throwIfAborted();
  const interrupt = () => controller.abort(signal?.reason);
  const watching = watch({ interrupt }, { signal });
  const outbox = new Outbox(sandbox, options);
  const writing = outbox.writeAll(options.sink)
    .catch((error) => controller.abort(error));
  try {
    await run({ sandbox, source, outbox, signal: controller.signal }, options);
  } finally {
    watching?.stop();
    outbox.close();
    await writing;
  }
  controller.signal.throwIfAborted();
}

interface Parts {
  readonly sandbox: Sandbox;
  readonly source: AsyncIterable<Batch> | Iterable<Batch>;
  readonly outbox: Outbox;
  readonly signal: AbortSignal;
}

/** Sends the batches through a channel to as many consumers as the workers can use. */
async function run(parts: Parts, options: PipeOptions): Promise<void> {
  const { sandbox, source, outbox, signal } = parts;
  const { input, output, capacity, onWaiting } = options;
  const size = ({ count }: Batch) => count;
  await using pool = new Pool<Batch>({ capacity, size, signal });
  pool.produce(async (send) => {
    for await (const batch of source) {
      await send(batch);
      onWaiting?.(pool.channel.stats().weight);
    }
  });
  pool.consume((batch, { signal }) => {
    const onSegment = (segment: Segment) => outbox.put(segment);
    const mayStart = (batch: Batch) => outbox.mayStart(batch);
    const how = { input, output, onSegment, mayStart, signal };
    return sandbox.runBatch(batch, how);
  }, { consumers: sandbox.workers * BATCHES_PER_WORKER });
  await pool.join();
}

/** What has come out of the workers and not been written yet. */
class Outbox {
  #cost = 0;
  readonly #ordered: boolean;
  readonly #sandbox: Sandbox;
  readonly #sequence = new Resequencer<Segment>();
  // Bounded by what may start, not by the channel: a result is never refused.
  readonly #channel = new Channel<Segment>({ capacity: 2 ** 31 - 1 });

  constructor(sandbox: Sandbox, { ordered = true }: PipeOptions) {
    this.#sandbox = sandbox;
    this.#ordered = ordered;
  }

  /** What everybody waits for may always start; the rest only while there is room. */
  mayStart({ first }: Batch): boolean {
    return this.#cost < WINDOW ||
      this.#ordered && first === this.#sequence.next;
  }

  /** Takes in outcomes, in any order. */
  put(segment: Segment): void {
    this.#cost += costOf(segment);
    const ready = this.#ordered ? this.#sequence.put(segment) : [segment];
    for (const next of ready) this.#channel.trySend(next);
  }

  /** Gives the outcomes to the sink, one after another. */
  async writeAll(sink: PipeOptions["sink"]): Promise<void> {
    for await (const segment of this.#channel) {
      await sink(segment);
      this.#cost -= costOf(segment);
      this.#sandbox.resume();
    }
  }

  /** Says that no more outcomes come. */
  close(): void {
    this.#channel.close();
  }
}

function costOf({ batch, output }: Segment): number {
  return SEGMENT_COST + output.length + (batch.bytes?.length ?? 0);
}
