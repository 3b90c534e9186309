import { Channel } from "../../channel.ts";
import { untilAborted } from "../../internal/until_aborted.ts";
import type { Batch } from "../../framing/batch.ts";
import type { MapOptions, PipeOptions } from "../options.ts";
import { ItemBatches } from "../item_batches.ts";
import { type Outcome, toOutcomes } from "../outcome.ts";

/** Items in a batch, and so in a message: more would come late, fewer cost more. */
const BATCH_ITEMS = 256;

/** Items between the source and the workers, and between the workers and the reader. */
const CAPACITY = 1024;

/** Takes batches through workers to a sink. */
export type PipeBatches = (
  source: AsyncIterable<Batch>,
  options: PipeOptions,
) => Promise<void>;

/** Runs items through a pipe; see {@linkcode Sandbox.map}. */
export async function* mapOutcomes(
  pipe: PipeBatches,
  items: Iterable<unknown> | AsyncIterable<unknown>,
  { ordered = true, signal }: MapOptions,
): AsyncGenerator<Outcome, void> {
  const controller = new AbortController();
  const ended = signal === undefined
    ? controller.signal
    : AbortSignal.any([signal, controller.signal]);
  const outcomes = new Channel<Outcome>({ capacity: CAPACITY });
  const piping = pipe(toBatches(items, ended), {
    input: "ndjson",
    output: "outcomes",
    capacity: CAPACITY,
    ordered,
    signal: ended,
    sink: (result) => outcomes.sendMany(toOutcomes(result), { signal: ended }),
  });
  const ending = piping.then(
    () => outcomes.close(),
    // What came before a failure is still given, but nothing after an abort.
    (error) => ended.aborted ? outcomes.abort(error) : outcomes.close(error),
  );
  try {
    yield* outcomes;
  } finally {
    controller.abort();
    outcomes.abort();
    await ending;
  }
}

/** Groups items; those of an asynchronous source go one by one, as they come. */
async function* toBatches(
  items: Iterable<unknown> | AsyncIterable<unknown>,
  signal: AbortSignal,
): AsyncGenerator<Batch, void> {
  const most = Symbol.iterator in items ? BATCH_ITEMS : 1;
  const batches = new ItemBatches(most);
  let added = 0;
  try {
    for await (const item of untilAborted(items, signal)) {
      // A source that never waits is not told in between.
      if (signal.aborted) return;
      batches.add(item);
      if (++added % most === 0) yield* batches.take();
    }
  } catch (error) {
    // What came before the source broke has its outcomes, too.
    if (!signal.aborted) yield* batches.take();
    throw error;
  }
  yield* batches.take();
}
