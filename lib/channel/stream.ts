import { turn } from "../internal/turn.ts";
import { Waiter } from "../internal/wait_list.ts";
import type { Core } from "./core.ts";
import type { ReceiveWaiter } from "./waiter.ts";

/**
 * Makes a stream that takes a value only when somebody reads.
 *
 * Without a high-water mark nothing is read ahead, and a value goes into the
 * stream in the same step in which it leaves the channel, so a cancel finds
 * none on the way.
 */
export function toReadableStream<T>(core: Core<T>): ReadableStream<T> {
  let pull: Pull<T> | undefined;
  return new ReadableStream<T>({
    pull(controller) {
      const overdue = turn.tick();
      if (core.ready) {
        controller.enqueue(core.take());
        return overdue;
      }
      if (core.closed) return endStream(core, controller);
      return new Promise((resolve) => {
        pull = new Pull(core, controller, resolve);
      });
    },
    cancel(reason) {
      if (pull?.list !== undefined) pull.giveUp();
      core.close(reason === undefined ? [] : [reason]);
    },
  }, { highWaterMark: 0 });
}

function endStream<T>(
  core: Core<T>,
  controller: ReadableStreamDefaultController<T>,
): void {
  if (core.endsQuietly) controller.close();
  else controller.error(core.endError());
}

class Pull<T> extends Waiter implements ReceiveWaiter<T> {
  #core: Core<T>;
  #controller: ReadableStreamDefaultController<T>;
  #settle: () => void;

  constructor(
    core: Core<T>,
    controller: ReadableStreamDefaultController<T>,
    settle: () => void,
  ) {
    super();
    this.#core = core;
    this.#controller = controller;
    this.#settle = settle;
    this.since = turn.now;
    core.receivers.push(this);
  }

  deliver(value: T): void {
    this.#controller.enqueue(value);
    this.#settle();
  }

  end(): void {
    endStream(this.#core, this.#controller);
    this.#settle();
  }

  giveUp(): void {
    this.#core.receivers.remove(this);
    this.#settle();
  }
}
