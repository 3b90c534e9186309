import { Channel } from "../../channel.ts";
import { untilAborted } from "../../internal/until_aborted.ts";
import type { Sandbox } from "../../sandbox.ts";
import type { Batch } from "../../framing/batch.ts";
import type { MapOptions } from "../options.ts";
import { ItemBatches } from "../item_batches.ts";
import { type Outcome, toOutcomes } from "../outcome.ts";

/** Items in a batch, and so in a message: more would come late, fewer cost more. */
const BATCH_ITEMS = 256;

/** Items between the source and the workers, and between the workers and the reader. */
const CAPACITY = 1024;

/** Runs items through a sandbox; see {@linkcode Sandbox.map}. */
export async function* mapOutcomes(
  sandbox: Sandbox,
  items: Iterable<unknown> | AsyncIterable<unknown>,
  { ordered = true, signal }: MapOptions,
): AsyncGenerator<Outcome, void> {
  const controller = new AbortController();
  const ended = signal === undefined
    ? controller.signal
    : AbortSignal.any([signal, controller.signal]);
  const outcomes = new Channel<Outcome>({ capacity: CAPACITY });
  const source = new ItemSource(items, ended);
  const piping = sandbox.pipe(source.batches(), {
    input: "ndjson",
    output: "outcomes",
    capacity: CAPACITY,
    window: CAPACITY,
    ordered,
    signal: ended,
    sink: (result) => outcomes.sendMany(toOutcomes(result), { signal: ended }),
  });
  const ending = piping.then(
    () =>
      source.failure ? outcomes.close(source.failure.error) : outcomes.close(),
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
class ItemSource {
  /** What the items threw; what came before it is run all the same. */
  failure: { readonly error: unknown } | undefined;
  readonly #items: Iterable<unknown> | AsyncIterable<unknown>;
  readonly #signal: AbortSignal;

  constructor(
    items: Iterable<unknown> | AsyncIterable<unknown>,
    signal: AbortSignal,
  ) {
    this.#items = items;
    this.#signal = signal;
  }

  async *batches(): AsyncGenerator<Batch, void> {
    const signal = this.#signal;
    const most = Symbol.iterator in this.#items ? BATCH_ITEMS : 1;
    const batches = new ItemBatches(most);
    let added = 0;
    try {
      for await (const item of untilAborted(this.#items, signal)) {
        // A source that never waits is not told in between.
        if (signal.aborted) return;
        batches.add(item);
        if (++added % most === 0) yield* batches.take();
      }
    } catch (error) {
      if (signal.aborted) throw error;
      this.failure = { error };
    }
    yield* batches.take();
  }
}
