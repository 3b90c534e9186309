// The hot loop: one batch in, one reply out. Items run one after another: the next one
// begins when the one before is over, with all that it left behind.

import { nextTask, performanceNow, storeWord, Words } from "../prelude.ts";
import { areLogsFull, beginLogs, endItemLogs } from "../endow/console.ts";
import { type Emitter, type EmitterOptions, makeEmitter } from "./emitter.ts";
import { makeRowEmitter } from "../table/row_emitter.ts";
import { errorText } from "./error_text.ts";
import { finishLeftovers, leavesWork } from "../realm/leftovers.ts";
import { beginSymbols } from "../realm/symbols.ts";
import {
  beginSteps,
  stepsError,
  stepsFailure,
  stepsTaken,
} from "../realm/steps.ts";
import { itemBeginner } from "../endow/endowments.ts";
import { ItemFailure } from "./item_failure.ts";
import { openBatch } from "./items.ts";
import { endCalls, leftCallsOpen } from "../context/calls.ts";
import { type LoadedJob, takeModuleMs } from "../load_job.ts";
import { withNumberHint } from "./number_hint.ts";
import { Output } from "./output.ts";
import { BLANK } from "../json/parse_line.ts";
import type { Items } from "./parts.ts";
import { framesOf, readPlaces } from "./places.ts";
import { Raised } from "./raised.ts";
import {
  type BatchMessage,
  type BatchReply,
  type GuestFailure,
  type GuestSetup,
  Word,
} from "../../protocol.ts";

/** Makes the function that runs one batch after another; to be called from a task. */
export function batchRunner(
  job: LoadedJob,
  setup: GuestSetup,
): (batch: BatchMessage) => Promise<BatchReply> {
  const control = new Words(setup.control);
  const begin = itemBeginner();

  return function runBatch(batch) {
    const output = new Output(batch);
    const items = openBatch(batch);
    const limit = setup.resultLimit;
    const emit = emitterOf(batch, { items, output, limit });
    const runItem = itemRunner(batch, { items, output, emit, job, begin });
    control[Word.Item] = 0;
    control[Word.Waited] = 0;
    storeWord(control, Word.Batch, batch.id);
    beginLogs();
    const { times, steps } = output;
    let done = 0;
    let start = 0;
    let isEnded = false;

    function endItem(): void {
      endItemLogs();
      if (times !== undefined) times[done] = performanceNow() - start;
      if (steps !== undefined) steps[done] = stepsTaken();
      done++;
      isEnded = leftCallsOpen();
    }

    function isAtEnd(): boolean {
      return isEnded || done >= batch.count || output.isFull || areLogsFull() ||
        (done > 0 && control[Word.HandBack] === batch.id);
    }

    /** Runs items; returns true at the end, or what the next one has to wait for. */
    function runSome(): true | Promise<void> {
      while (!isAtEnd()) {
        control[Word.Item] = done;
        if (times !== undefined) start = performanceNow();
        const settling = runItem(done);
        if (settling !== undefined || leavesWork()) {
          const isOver = finishLeftovers() && settling?.isOver !== false;
          control[Word.Waited] = isOver ? 0 : 1;
          if (!isOver) return settling?.promise ?? Promise.resolve();
        }
        endItem();
      }
      return true;
    }

    return new Promise((resolve) => {
      function go(): void {
        const what = runSome();
        if (what === true) {
          // No item any more, but not idle either, until what items left is over.
          control[Word.Item] = batch.count;
          readPlaces();
          return resolve({
            ...output.reply(batch, done),
            moduleMs: takeModuleMs(),
          });
        }
        void what.then(() =>
          nextTask(() => {
            endItem();
            nextTask(go);
          })
        );
      }
      // From a task of its own, so that as many calls lie below each item.
      nextTask(go);
    });
  };
}

/** What the items of a batch are run with. */
interface Running {
  readonly items: Items;
  readonly output: Output;
  readonly emit: Emitter;
  readonly job: LoadedJob;
  readonly begin: ((position: number) => void) | undefined;
}

/** An item that gave a promise. */
interface Settling {
  isOver: boolean;
  promise: Promise<void>;
}

/** Makes the function that runs one item, and returns what to wait for, if anything. */
function itemRunner(
  batch: BatchMessage,
  { items, output, emit, job, begin }: Running,
): (done: number) => Settling | undefined {
  function add(result: unknown, item: unknown): void {
    const fault = endCalls(true) ?? stepsFailure();
    if (fault !== undefined) throw fault;
    emit(result, item);
  }

  async function settle(
    settling: Settling,
    { result, item, done }: { result: unknown; item: unknown; done: number },
  ): Promise<void> {
    try {
      add(await result, item);
    } catch (error) {
      fail(output, done, error);
    }
    settling.isOver = true;
  }

  // The name is looked for among the calls that are open when an error is made.
  return function runItem(done) {
    beginSteps();
    beginSymbols();
    try {
      const item = items.next();
      // To cut a batch into items is no work of this one.
      beginSteps();
      const index = batch.indexes?.[done] ?? batch.first + done;
      begin?.(index);
      if (item === BLANK) {
        output.skip(batch.output);
        return undefined;
      }
      const result = job.factory()(item, job.makeContext(index));
      if (!isThenable(result)) {
        add(result, item);
        return undefined;
      }
      const settling = { isOver: false } as Settling;
      settling.promise = settle(settling, { result, item, done });
      return settling;
    } catch (error) {
      fail(output, done, error);
      return undefined;
    }
  };
}

function emitterOf(batch: BatchMessage, options: EmitterOptions): Emitter {
  const { rows } = batch;
  return rows === undefined
    ? makeEmitter(batch, options)
    : makeRowEmitter({ ...batch, rows }, options);
}

// Only these are awaited: a turn of the event loop costs as much as a small job.
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return value !== null && typeof value === "object" &&
    typeof (value as { then?: unknown }).then === "function";
}

function fail(output: Output, item: number, thrown: unknown): void {
  // To look at what was thrown may run the job's code, and use up its steps.
  const why = reasonOf(endCalls(false) ?? thrown);
  Raised.release();
  const ranOut = stepsFailure();
  output.fail(
    item,
    ranOut === undefined
      ? why
      : { ...reasonOf(ranOut), frames: framesOf(stepsError()) },
  );
}

function reasonOf(
  error: unknown,
): Pick<GuestFailure, "kind" | "message" | "frames"> {
  const kind = ItemFailure.kindOf(error);
  if (kind !== undefined) {
    return { kind, message: (error as ItemFailure).message, frames: [] };
  }
  const message = withNumberHint(errorText(error));
  const frames = Raised.what(error)?.at.frames ?? framesOf(error);
  return { kind: "threw", message, frames };
}
