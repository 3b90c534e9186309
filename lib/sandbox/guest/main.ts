// Where a worker begins: close the realm, load the job, then run what arrives.

import { memoryUsage, nextTask, post, setup } from "./prelude.ts";
import { closeRealm } from "./realm.ts";
import { errorText } from "./error_text.ts";
import { type JobFactory, loadJob } from "./load_job.ts";
import type { BatchMessage, GuestMessage, PingMessage } from "./protocol.ts";
import { batchRunner } from "./run_batch.ts";

const say: (message: GuestMessage, transfer?: Transferable[]) => void = post;

/** Answers, and tells whether the memory is used up: then an item ended in silence. */
function pong({ ping }: PingMessage): void {
  say({ type: "pong", ping, heapUsed: memoryUsage().heapUsed });
}

/** Runs batches one after another, each from a task of its own. */
function serve(factory: JobFactory): void {
  const runBatch = batchRunner(factory, setup);
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
      say(reply, [reply.output.buffer]);
      startNext();
    });
  }

  setup.port.onmessage = ({ data }: { data: BatchMessage | PingMessage }) => {
    if ("ping" in data) return pong(data);
    waiting.push(data);
    if (!busy) startNext();
  };
}

function start(evaluate: (text: string) => unknown): void {
  let factory: JobFactory;
  try {
    factory = loadJob(evaluate, setup.factory);
  } catch (error) {
    say({ type: "unusable", message: errorText(error) });
    return;
  }
  serve(factory);
  say({ type: "ready" });
}

closeRealm().then(
  start,
  (error) => say({ type: "unsafe", message: errorText(error) }),
);
