import { turn } from "../internal/turn.ts";
import type { Core } from "./core.ts";
import { specialWaiter } from "./waiter.ts";
import type { ReceiveRole, ReceiveWaiter, Waiter } from "./waiter.ts";

/**
 * Makes a stream that takes a value only when it is read.
 *
 * Without a high-water mark nothing is read ahead, and a value goes into the
 * stream in the same step in which it leaves the channel, so a cancel finds
 * none on the way.
 */
export function toReadableStream<T>(core: Core<T>): ReadableStream<T> {
  let pull: ReceiveWaiter | undefined;
  return new ReadableStream<T>({
    pull(controller) {
      const overdue = turn.tick();
      if (core.ready) {
        controller.enqueue(core.take());
        return overdue;
      }
      if (core.closed) return endStream(core, controller);
      pull = specialWaiter<ReceiveRole>(core, PULL);
      pull.terms.memo = controller;
      return pull.park(core.receivers, undefined) as Promise<void>;
    },
    cancel(reason) {
      if (pull?.list !== undefined) pull.interrupt();
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

const PULL: ReceiveRole = {
  deliver(waiter, value) {
    controllerOf(waiter).enqueue(value);
    waiter.resolveSoon();
  },
  end(waiter) {
    endStream(waiter.core, controllerOf(waiter));
    waiter.settle(undefined);
  },
  interrupt(waiter) {
    waiter.leave();
    waiter.settle(undefined);
  },
  wake(waiter) {
    waiter.settle(undefined);
  },
};

function controllerOf(
  waiter: Waiter,
): ReadableStreamDefaultController<unknown> {
  return waiter.terms.memo as ReadableStreamDefaultController<unknown>;
}
