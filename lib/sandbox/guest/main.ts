// Where a worker begins: close the realm, load the job, then run what arrives.

import {
  given,
  memoryUsage,
  nextTask,
  post,
  storeWord,
  Words,
} from "./prelude.ts";
import { closeRealm, type Evaluate } from "./realm/realm.ts";
import { errorText } from "./batch/error_text.ts";
import { framesOf, readPlaces } from "./batch/places.ts";
import { takeAnswers } from "./context/calls.ts";
import { type LoadedJob, loadJob } from "./load_job.ts";
import type { AnswersMessage } from "../context_protocol.ts";
import {
  type BatchMessage,
  type GuestMessage,
  type LoadMessage,
  type PingMessage,
  Word,
} from "../protocol.ts";
import { batchRunner } from "./batch/run_batch.ts";

const say: (message: GuestMessage, transfer?: Transferable[]) => void = post;

/** Answers, and tells whether the memory is used up: then an item ended in silence. */
function pong({ ping }: PingMessage): void {
  say({ type: "pong", ping, heapUsed: memoryUsage().heapUsed });
}

/** Runs batches one after another, each from a task of its own. */
function serve(job: LoadedJob): void {
  const runBatch = batchRunner(job, given);
  const waiting: BatchMessage[] = [];
  let busy = false;

  function startNext(): void {
    const batch = waiting.shift();
    busy = batch !== undefined;
    // Not in the message handler itself: running out of memory there is silent.
    if (batch !== undefined) nextTask(() => run(batch));
  }

  async function run(batch: BatchMessage): Promise<void> {
    const reply = await runBatch(batch);
    // A task later, so that work an item left behind holds back its own reply.
    nextTask(() => {
      const { input, output } = reply;
      say(reply, input === null ? [output.buffer] : [output.buffer, input]);
      startNext();
    });
  }

  given.port.onmessage = (
    { data }: { data: BatchMessage | PingMessage | AnswersMessage },
  ) => {
    if ("ping" in data) return pong(data);
    if ("answers" in data) return takeAnswers(data);
    waiting.push(data);
    if (!busy) startNext();
  };
}

function load(evaluate: Evaluate, message: LoadMessage): void {
  let job: LoadedJob;
  storeWord(new Words(given.control), Word.Loading, 1);
  try {
    job = loadJob(evaluate, message);
  } catch (error) {
    const frames = framesOf(error);
    readPlaces();
    say({ type: "unusable", message: errorText(error), frames });
    return;
  }
  serve(job);
  say({ type: "ready" });
}

/** The job: it may be there before the realm is closed, or after. */
function jobMessage(): Promise<LoadMessage> {
  const { promise, resolve } = Promise.withResolvers<LoadMessage>();
  given.port.onmessage = ({ data }: { data: LoadMessage }) =>
    nextTask(() => resolve(data));
  return promise;
}

async function start(): Promise<void> {
  const job = jobMessage();
  // Behind this no call of the guest's whole text is open: to say where an error was made,
  // the engine would parse all of it once more, which takes 3 ms.
  await Promise.resolve();
  let evaluate: Evaluate;
  try {
    evaluate = await closeRealm();
  } catch (error) {
    return say({ type: "unsafe", message: errorText(error) });
  }
  const message = await job;
  nextTask(() => load(evaluate, message));
}

void start();
