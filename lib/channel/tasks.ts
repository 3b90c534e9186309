import { TimeoutError } from "../errors.ts";
import { refusal } from "../internal/deadline.ts";
import type { WaitOptions } from "../internal/deadline.ts";
import { WaitList } from "../internal/wait_list.ts";
import type { Core } from "./core.ts";
import { Waiter } from "./waiter.ts";
import type { Role } from "./waiter.ts";

/** Counts what of the accepted values is finished. */
export class Tasks<T> {
  /** Whether anybody says when a value is finished. */
  tracked = false;
  #core: Core<T>;
  #finished = 0;
  #joiners = new WaitList<Waiter>();
  #failure: readonly [unknown] | undefined;

  /** Of a channel that has accepted nothing. */
  constructor(core: Core<T>) {
    this.#core = core;
  }

  /** How many accepted values are not finished. */
  get unfinished(): number {
    return this.#core.accepted - this.#finished;
  }

  /** Finishes one value, as its consumer says. */
  done(): void {
    this.tracked = true;
    if (this.unfinished === 0) {
      throw new RangeError(
        "Cannot finish a value: all that were accepted are finished",
      );
    }
    this.finish(1);
  }

  /** Finishes values, but none that a hasty consumer has finished before. */
  finish(count: number): void {
    this.#finished += Math.min(count, this.unfinished);
    if (this.unfinished > 0) return;
    for (const joiner of this.#joiners.clear()) {
      joiner.watch?.stop();
      joiner.resolve();
    }
  }

  /** Settles every join: what is unfinished now may never be. */
  abort(reason: unknown): void {
    if (this.unfinished === 0) return;
    this.#failure = [reason];
    for (const joiner of this.#joiners.clear()) {
      joiner.watch?.stop();
      joiner.cutOff(reason);
    }
  }

  /** Waits until all is finished. */
  join(options: WaitOptions | undefined): Promise<void> {
    this.tracked = true;
    const refused = refusal(options);
    if (refused !== undefined) return refused;
    if (this.#failure !== undefined) return Promise.reject(this.#failure[0]);
    if (this.unfinished === 0) return Promise.resolve();
    const joiner = new Waiter(this.#core, JOIN);
    return joiner.park(this.#joiners, options) as Promise<void>;
  }
}

const JOIN: Role = {
  interrupt(waiter, signal) {
    waiter.list?.remove(waiter);
    waiter.reject(
      signal === undefined
        ? new TimeoutError("Cannot join: values are unfinished at the timeout")
        : signal.reason,
    );
  },
  wake(waiter) {
    waiter.resolve();
  },
};
