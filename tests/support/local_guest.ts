/**
 * Guests that run in this thread: their own code, and no wall around it. Starting one
 * takes a millisecond, and a worker takes a hundred of both cores.
 *
 * For tests of what comes before and after the job, with jobs that end at once; whatever
 * a realm refuses, counts or hides is not so here, and needs a worker.
 *
 * @module
 */

import type { AnswersMessage } from "../../lib/sandbox/context_protocol.ts";
import type {
  BatchMessage,
  GuestMessage,
  LoadMessage,
  PingMessage,
  RealmOptions,
} from "../../lib/sandbox/protocol.ts";
import {
  DirectStarter,
  type Thread,
  type ThreadSetup,
} from "../../lib/sandbox/worker/threads/starter.ts";
import { setup, turn } from "./local_setup.ts";
import { batchRunner } from "../../lib/sandbox/guest/batch/run_batch.ts";
import { loadJob } from "../../lib/sandbox/guest/load_job.ts";
import { framesOf, notePlaces } from "../../lib/sandbox/guest/batch/places.ts";
import { errorText } from "../../lib/sandbox/guest/batch/error_text.ts";
import {
  endCalls,
  takeAnswers,
} from "../../lib/sandbox/guest/context/calls.ts";
import {
  letBigIntsBeWritten,
  noteWhatIsNotSaid,
} from "../../lib/sandbox/guest/realm/json.ts";

type Message =
  | { readonly guest: string; readonly realm: RealmOptions }
  | LoadMessage
  | BatchMessage
  | AnswersMessage
  | PingMessage;

letBigIntsBeWritten();
noteWhatIsNotSaid();

/** Evaluates the text of a job, where what is not there reads as undefined. */
const evaluate: (text: string) => unknown = new Function(
  "with (arguments[0]) return function () { 'use strict'; return eval(arguments[0]) }",
)(new Proxy(globalThis, { has: (_, name) => name !== "eval" }));

class LocalGuest implements Thread {
  #runBatch: ReturnType<typeof batchRunner> | undefined;
  #turn: Promise<void> = Promise.resolve();
  readonly #setup: ThreadSetup;

  constructor(setup: ThreadSetup) {
    this.#setup = setup;
    setup.port.onmessage = ({ data }: { data: Message }) => {
      // The batch whose turn it is waits for them.
      if ("answers" in data) return takeAnswers(data);
      this.#turn = this.#turn.then(() => this.#take(data));
    };
  }

  say(message: GuestMessage, transfer: Transferable[] = []): void {
    new Int32Array(this.#setup.control).set(new Int32Array(setup.control));
    this.#setup.port.postMessage(message, transfer);
  }

  terminate(): void {
    this.#setup.port.close();
  }

  cpuTime(): Promise<number> {
    return Promise.resolve(NaN);
  }

  async #take(message: Exclude<Message, AnswersMessage>): Promise<void> {
    turn.guest = this;
    if ("guest" in message) Object.assign(setup.realm, message.realm);
    else if ("load" in message) this.#load(message);
    else if ("ping" in message) {
      this.say({ type: "pong", ping: message.ping, heapUsed: 0 });
    } else await this.#run(message);
  }

  async #run(message: BatchMessage): Promise<void> {
    const reply = await this.#runBatch?.(message);
    if (reply === undefined) return;
    const { input, output } = reply;
    this.say(reply, input === null ? [output.buffer] : [output.buffer, input]);
  }

  #load(message: LoadMessage): void {
    notePlaces();
    // The guest before may have been ended amid an item, which is over with it.
    endCalls(false);
    try {
      this.#runBatch = batchRunner(loadJob(evaluate, message), setup);
      this.say({ type: "ready" });
    } catch (error) {
      const message = errorText(error);
      this.say({ type: "unusable", message, frames: framesOf(error) });
    }
  }
}

/** Lets guests that are started directly run in this thread, until it is disposed of. */
export function localGuests(): Disposable {
  const { start } = DirectStarter.prototype;
  const engine = Error as unknown as {
    stackTraceLimit: number;
    prepareStackTrace: unknown;
  };
  const { stackTraceLimit, prepareStackTrace } = engine;
  DirectStarter.prototype.start = (setup) => new LocalGuest(setup);
  return {
    [Symbol.dispose]() {
      DirectStarter.prototype.start = start;
      Object.assign(engine, { stackTraceLimit, prepareStackTrace });
    },
  };
}
