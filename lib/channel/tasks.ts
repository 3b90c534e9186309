import { TimeoutError } from "../errors.ts";
import { badTimeout, watch } from "../internal/deadline.ts";
import type { WaitOptions } from "../internal/deadline.ts";
import { WaitList } from "../internal/wait_list.ts";
import { ChannelWaiter } from "./waiter.ts";

/** Counts what was accepted and what of it is finished. */
export class Tasks {
  /** How many values were accepted. */
  accepted = 0;
  /** Whether anybody says when a value is finished. */
  tracked = false;
  #finished = 0;
  #joiners = new WaitList<JoinWaiter>();
  #failure: readonly [unknown] | undefined;

  /** How many accepted values are not finished. */
  get unfinished(): number {
    return this.accepted - this.#finished;
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

  /** Finishes values. */
  finish(count: number): void {
    this.#finished += count;
    if (this.unfinished > 0) return;
    for (const joiner of this.#joiners.clear()) joiner.settle();
  }

  /** Settles every join: what is unfinished now may never be. */
  abort(reason: unknown): void {
    if (this.unfinished === 0) return;
    this.#failure = [reason];
    for (const joiner of this.#joiners.clear()) joiner.fail(reason);
  }

  /** Waits until all is finished. */
  join(options: WaitOptions | undefined): Promise<void> {
    this.tracked = true;
    if (options !== undefined) {
      const bad = badTimeout(options);
      if (bad !== undefined) return Promise.reject(bad);
      if (options.signal?.aborted) return Promise.reject(options.signal.reason);
    }
    if (this.#failure !== undefined) return Promise.reject(this.#failure[0]);
    if (this.unfinished === 0) return Promise.resolve();
    const joiner = new JoinWaiter(this.#joiners);
    if (options?.timeout === 0) joiner.interrupt();
    else joiner.watch = watch(joiner, options);
    return joiner.promise;
  }
}

class JoinWaiter extends ChannelWaiter<void> {
  #joiners: WaitList<JoinWaiter>;

  constructor(joiners: WaitList<JoinWaiter>) {
    super();
    this.#joiners = joiners;
    joiners.push(this);
  }

  settle(): void {
    this.watch?.stop();
    this.resolve();
  }

  fail(reason: unknown): void {
    this.watch?.stop();
    this.cutOff(reason);
  }

  interrupt(signal?: AbortSignal): void {
    this.#joiners.remove(this);
    this.reject(
      signal === undefined
        ? new TimeoutError("Cannot join: values are unfinished at the timeout")
        : signal.reason,
    );
  }
}
