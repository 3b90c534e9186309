import { checkInteger } from "../../internal/checks.ts";
import { watch } from "../../internal/deadline.ts";
import { untilAborted } from "../../internal/until_aborted.ts";
import { type Batch, splitBatch } from "../../framing/batch.ts";
import type { Dispatcher } from "../dispatch/dispatcher.ts";
import type { PipeOptions } from "../options.ts";
import type { BatchResult } from "../result.ts";
import { batchLimit, FlowWindow } from "./flow_window.ts";
import { ResultQueue } from "./result_queue.ts";

/** What the stages of a pipe share. */
interface Stages {
  readonly dispatcher: Dispatcher;
  readonly options: PipeOptions;
  readonly window: FlowWindow;
  readonly results: ResultQueue;
  /** Ends all of them. */
  readonly controller: AbortController;
  /** Ends reading. */
  readonly reading: AbortSignal;
  /** Resolves when only what ran was wanted, and that is done. */
  readonly finished: PromiseWithResolvers<void>;
}

/** A pipe on its way. */
export interface Piping {
  /** How many items are done and not written. */
  readonly unwritten: number;
  /** Resolves when every item has an outcome and the sink has taken them all. */
  readonly done: Promise<void>;
}

/** Takes batches through the workers to a sink; see {@linkcode Sandbox.pipe}. */
export function pipe(
  dispatcher: Dispatcher,
  source: AsyncIterable<Batch> | Iterable<Batch>,
  options: PipeOptions,
): Piping {
  const { capacity, signal } = options;
  checkInteger("capacity", capacity, { least: 1 });
  const controller = new AbortController();
  const { finish } = options;
  const reading = finish === undefined
    ? controller.signal
    : AbortSignal.any([controller.signal, finish]);
  const running = () => dispatcher.running;
  const window = new FlowWindow({ capacity, running, signal: reading });
  const results = new ResultQueue({ ...options, window });
  const finished = Promise.withResolvers<void>();
  const parts = { dispatcher, options, window, results };
  const stages = { ...parts, controller, reading, finished };
  const interrupt = () => controller.abort(signal?.reason);
  const watching = watch({ interrupt }, { signal });
  const finishNow = () => finished.resolve(dispatcher.finish(window));
  const finishing = watch({ interrupt: finishNow }, { signal: finish });
  if (finish?.aborted) finishNow();
  return {
    get unwritten() {
      return window.unwritten;
    },
    done: run(stages, source).finally(() => {
      watching?.stop();
      finishing?.stop();
    }),
  };
}

/** Reads, runs and writes at the same time, until the last is done with all. */
async function run(
  stages: Stages,
  source: AsyncIterable<Batch> | Iterable<Batch>,
): Promise<void> {
  const { results, controller, dispatcher, options, finished } = stages;
  const { signal } = controller;
  options.signal?.throwIfAborted();
  const writing = results.writeAll(signal, () => dispatcher.schedule())
    .catch((error) => controller.abort(error));
  let failure: { readonly error: unknown } | undefined;
  const running = new Set<Promise<void>>();
  try {
    await feed(stages, { source, running });
  } catch (error) {
    if (!isFinishing(stages)) failure = { error };
  }
  // What was read before the source broke has its outcomes, too.
  await Promise.race([Promise.all(running), finished.promise]);
  results.close();
  await writing;
  signal.throwIfAborted();
  // What was read and never began is dropped.
  if (isFinishing(stages)) controller.abort();
  if (failure !== undefined) throw failure.error;
}

/** Whether only what runs is finished. */
function isFinishing({ options, controller }: Stages): boolean {
  return options.finish?.aborted === true && !controller.signal.aborted;
}

interface Feeding {
  readonly source: AsyncIterable<Batch> | Iterable<Batch>;
  /** What was submitted and is not done. */
  readonly running: Set<Promise<void>>;
}

/** Reads batches while there is room for them, and submits them. */
async function feed(
  stages: Stages,
  { source, running }: Feeding,
): Promise<void> {
  const { window, options, dispatcher, reading } = stages;
  const limit = batchLimit(options.capacity);
  const batches = untilAborted(source, reading);
  const submit = submitter(stages, running);
  try {
    for (;;) {
      await window.room(limit);
      const { done, value } = await batches.next();
      if (done) return;
      for (const part of partsOf(value, limit)) {
        await window.room(part.count);
        submit(part);
      }
      const { onWaiting } = options;
      if (onWaiting !== undefined) onWaiting(dispatcher.waiting);
    }
  } finally {
    submit.end();
    await batches.return();
  }
}

/** What submits a batch, and is told when no more come. */
interface Submitter {
  (batch: Batch): void;
  end(): void;
}

function submitter(
  stages: Stages,
  running: Set<Promise<void>>,
): Submitter {
  const { window, options, dispatcher, results, controller } = stages;
  const { input, output, emit, table, timed, buffers } = options;
  const { signal } = controller;
  let moreComes = true;
  const hooks = {
    onResult: (result: BatchResult) => results.put(result),
    onStart: () => window.changed(),
    mayStart: (batch: Batch) =>
      !isFinishing(stages) &&
      (window.hasRoomForResults || results.isAwaited(batch)),
    moreComes: () => moreComes,
    toCome: options.toCome,
  };
  const formats = { input, output, emit, table, timed };
  const how = { ...formats, buffers, signal, lane: window, ...hooks };
  const submit = (batch: Batch) => {
    window.take(batch);
    results.expect(batch);
    const { done } = dispatcher.submit(batch, how);
    const settled = done.catch((error) => controller.abort(error))
      .finally(() => running.delete(settled));
    running.add(settled);
  };
  return Object.assign(submit, { end: () => void (moreComes = false) });
}

/** A batch in parts of at most `limit` items; most sources make no larger ones. */
function* partsOf(batch: Batch, limit: number): Generator<Batch, void> {
  for (let rest: Batch | undefined = batch; rest !== undefined;) {
    const [part, after]: [Batch, Batch | undefined] = splitBatch(rest, limit);
    rest = after;
    yield part;
  }
}
