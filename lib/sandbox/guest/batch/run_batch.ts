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
import { TextChoice } from "./quick_reads.ts";
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
  const texts = new TextChoice(job);

  return function runBatch(batch) {
    texts.prepare();
    const output = new Output(batch);
    const items = openBatch(batch);
    const limit = setup.resultLimit;
    const emit = emitterOf(batch, { items, output, limit });
    const { makeContext } = job;
    const running = { items, output, emit, texts, makeContext, begin };
    const runItem = itemRunner(batch, running);
    control[Word.Item] = 0;
    control[Word.Waited] = 0;
    storeWord(control, Word.Batch, batch.id);
    beginLogs();
    return new BatchRun(batch, { output, runItem, control }).reply;
  };
}

/** What a batch is run with. */
interface BatchRunning {
  readonly output: Output;
  readonly runItem: ItemRunner;
  readonly control: Int32Array;
}

/** Runs one item, and returns what to wait for, if anything. */
type ItemRunner = (done: number) => Settling | undefined;

/** A batch on its way from the first item to the reply. */
class BatchRun {
  /** Resolves when all that will be run of it has been. */
  readonly reply: Promise<BatchReply>;
  #done = 0;
  /** When the item began, if that is asked. */
  #start = 0;
  #isEnded = false;
  readonly #batch: BatchMessage;
  readonly #output: Output;
  readonly #runItem: ItemRunner;
  readonly #control: Int32Array;

  constructor(batch: BatchMessage, { output, runItem, control }: BatchRunning) {
    const { promise, resolve } = Promise.withResolvers<BatchReply>();
    this.reply = promise;
    this.#batch = batch;
    this.#output = output;
    this.#runItem = runItem;
    this.#control = control;
    const go = () => {
      const what = this.#runSome();
      if (what === true) return resolve(this.#end());
      void what.then(() =>
        nextTask(() => {
          this.#endItem();
          nextTask(go);
        })
      );
    };
    // From a task of its own, so that as many calls lie below each item.
    nextTask(go);
  }

  /** Runs items; returns true at the end, or what the next one has to wait for. */
  #runSome(): true | Promise<void> {
    const control = this.#control;
    const isTimed = this.#output.times !== undefined;
    while (!this.#isAtEnd()) {
      control[Word.Item] = this.#done;
      if (isTimed) this.#start = performanceNow();
      const settling = this.#runItem(this.#done);
      if (settling !== undefined || leavesWork()) {
        const isOver = finishLeftovers() && settling?.isOver !== false;
        control[Word.Waited] = isOver ? 0 : 1;
        if (!isOver) return settling?.promise ?? Promise.resolve();
      }
      this.#endItem();
    }
    return true;
  }

  #isAtEnd(): boolean {
    const done = this.#done;
    return this.#isEnded || done >= this.#batch.count || this.#output.isFull ||
      areLogsFull() ||
      (done > 0 && this.#control[Word.HandBack] === this.#batch.id);
  }

  #endItem(): void {
    const { times, steps } = this.#output;
    endItemLogs();
    if (times !== undefined) times[this.#done] = performanceNow() - this.#start;
    if (steps !== undefined) steps[this.#done] = stepsTaken();
    this.#done++;
    this.#isEnded = leftCallsOpen();
  }

  #end(): BatchReply {
    // No item any more, but not idle either, until what items left is over.
    this.#control[Word.Item] = this.#batch.count;
    readPlaces();
    const reply = this.#output.reply(this.#batch, this.#done);
    return { ...reply, moduleMs: takeModuleMs() };
  }
}

/** What the items of a batch are run with. */
interface Running {
  readonly items: Items;
  readonly output: Output;
  readonly emit: Emitter;
  readonly texts: TextChoice<LoadedJob["factory"]>;
  readonly makeContext: LoadedJob["makeContext"];
  readonly begin: ((position: number) => void) | undefined;
}

/** An item that gave a promise. */
interface Settling {
  isOver: boolean;
  promise: Promise<void>;
}

/** Makes the function that runs one item. */
function itemRunner(
  batch: BatchMessage,
  { items, output, emit, texts, makeContext, begin }: Running,
): ItemRunner {
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

  // No call more than there must be: the engine walks through all of them.
  return function runItem(done) {
    texts.begin();
    for (let isAgain = false;; isAgain = true) {
      beginSteps();
      beginSymbols();
      try {
        const item = isAgain ? items.again() : items.next();
        // To cut a batch into items is no work of this one.
        beginSteps();
        const index = batch.indexes?.[done] ?? batch.first + done;
        begin?.(index);
        if (item === BLANK) {
          output.skip(batch.output);
          return undefined;
        }
        if (ItemFailure.is(item)) {
          fail(output, done, item);
          return undefined;
        }
        const result = texts.factory()(item, makeContext(index));
        if (!isThenable(result)) {
          add(result, item);
          return undefined;
        }
        if (texts.mustRunAgain(result)) continue;
        const settling = { isOver: false } as Settling;
        settling.promise = settle(settling, { result, item, done });
        return settling;
      } catch (error) {
        if (texts.mustRunAgain(error)) continue;
        texts.learn(fail(output, done, error));
        return undefined;
      }
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

/** What is told of a failure. */
type Why = Pick<GuestFailure, "kind" | "message" | "frames">;

function fail(output: Output, item: number, thrown: unknown): Why {
  // To look at what was thrown may run the job's code, and use up its steps.
  const why = reasonOf(endCalls(false) ?? thrown);
  Raised.release();
  const ranOut = stepsFailure();
  const told = ranOut === undefined
    ? why
    : { ...reasonOf(ranOut), frames: framesOf(stepsError()) };
  output.fail(item, told);
  return told;
}

function reasonOf(error: unknown): Why {
  const kind = ItemFailure.kindOf(error);
  if (kind !== undefined) {
    return { kind, message: (error as ItemFailure).message, frames: [] };
  }
  const message = withNumberHint(errorText(error));
  const frames = Raised.what(error)?.at.frames ?? framesOf(error);
  return { kind: "threw", message, frames };
}
