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
  const running = () => dispatcher.running;
  const window = new FlowWindow({
    ...{ capacity, running },
    signal: controller.signal,
  });
  const results = new ResultQueue({ ...options, window });
  const stages = { dispatcher, options, window, results, controller };
  const interrupt = () => controller.abort(signal?.reason);
  const watching = watch({ interrupt }, { signal });
  return {
    get unwritten() {
      return window.unwritten;
    },
    done: run(stages, source).finally(() => watching?.stop()),
  };
}

/** Reads, runs and writes at the same time, until the last is done with all. */
async function run(
  stages: Stages,
  source: AsyncIterable<Batch> | Iterable<Batch>,
): Promise<void> {
  const { results, controller, dispatcher, options } = stages;
  const { signal } = controller;
  options.signal?.throwIfAborted();
  const writing = results.writeAll(signal, () => dispatcher.schedule())
    .catch((error) => controller.abort(error));
  let failure: { readonly error: unknown } | undefined;
  const running = new Set<Promise<void>>();
  try {
    await feed(stages, { source, running });
  } catch (error) {
    failure = { error };
  }
  // What was read before the source broke has its outcomes, too.
  await Promise.all(running);
  results.close();
  await writing;
  signal.throwIfAborted();
  if (failure !== undefined) throw failure.error;
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
  const { window, options, dispatcher, controller } = stages;
  const limit = batchLimit(options.capacity);
  const batches = untilAborted(source, controller.signal);
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
  { window, options, dispatcher, results, controller }: Stages,
  running: Set<Promise<void>>,
): Submitter {
  const { input, output, emit, table, buffers } = options;
  const { signal } = controller;
  let moreComes = true;
  const hooks = {
    onResult: (result: BatchResult) => results.put(result),
    onStart: () => window.changed(),
    mayStart: (batch: Batch) =>
      window.hasRoomForResults || results.isAwaited(batch),
    moreComes: () => moreComes,
  };
  const formats = { input, output, emit, table };
  const how = { ...formats, buffers, signal, lane: window, ...hooks };
  const submit = (batch: Batch) => {
    window.take(batch);
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
