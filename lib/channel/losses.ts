import type { UndeliveredReason } from "./options.ts";
import type { Tasks } from "./tasks.ts";

/** The hook of the user, if there is one. */
export interface LossHook<T> {
  // A method, so that a hook for a T is one for any value to its waiters.
  onUndelivered?(value: T, why: UndeliveredReason): void;
}

/** Counts the values that will never be received, and tells the hook of each. */
export class Losses<T> {
  /** How many accepted values were lost. */
  undelivered = 0;
  /** How many values were offered and not accepted. */
  refused = 0;
  readonly #hook: LossHook<T>;
  readonly #tasks: Tasks;

  /** Of a channel; lost values are finished in its `tasks`. */
  constructor(hook: LossHook<T>, tasks: Tasks) {
    this.#hook = hook;
    this.#tasks = tasks;
  }

  /** Accepted values are lost. */
  lose(values: readonly T[], why: UndeliveredReason): void {
    this.count(values);
    this.tell(values, why);
  }

  /** Counts accepted values that are lost, before the user may be told. */
  count(values: readonly T[]): void {
    this.undelivered += values.length;
    this.#tasks.finish(values.length);
  }

  /** Values are not sent. */
  refuse(values: readonly T[], why: UndeliveredReason): void {
    this.refused += values.length;
    this.tell(values, why);
  }

  /** Tells the user, whose error is reported and changes nothing. */
  tell(values: readonly T[], why: UndeliveredReason): void {
    for (const value of values) {
      try {
        this.#hook.onUndelivered?.(value, why);
      } catch (error) {
        reportError(error);
      }
    }
  }
}
