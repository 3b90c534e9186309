import { TimeoutError } from "../errors.ts";
import { refusal, watch } from "../internal/deadline.ts";
import type {
  Interruptible,
  WaitOptions,
  Watch,
} from "../internal/deadline.ts";

/** Counts which of the accepted values are finished. */
export class Tasks {
  readonly #accepted: () => number;
  #finished = 0;
  #joiners = new Set<Joiner>();
  #failure: readonly [unknown] | undefined;

  /** Of a channel that tells how many values it has `accepted`. */
  constructor(accepted: () => number) {
    this.#accepted = accepted;
  }

  /** How many accepted values are not finished. */
  get unfinished(): number {
    return this.#accepted() - this.#finished;
  }

  /** Finishes one value, as its consumer says. */
  done(): void {
    if (this.unfinished === 0) {
      throw new RangeError(
        "Cannot finish a value: all that were accepted are finished",
      );
    }
    this.finish(1);
  }

  /** Finishes values, except those that a consumer has finished too early. */
  finish(count: number): void {
    this.#finished += Math.min(count, this.unfinished);
    if (this.unfinished === 0) this.#endAll((joiner) => joiner.resolve());
  }

  /** Rejects every join: what is unfinished now may stay so. */
  abort(reason: unknown): void {
    if (this.unfinished === 0) return;
    this.#failure = [reason];
    this.#endAll((joiner) => joiner.cutOff(reason));
  }

  /** Waits until all is finished. */
  join(options: WaitOptions | undefined): Promise<void> {
    const refused = refusal(options);
    if (refused !== undefined) return refused;
    if (this.#failure !== undefined) return Promise.reject(this.#failure[0]);
    if (this.unfinished === 0) return Promise.resolve();
    return new Joiner(this.#joiners).wait(options);
  }

  #endAll(end: (joiner: Joiner) => void): void {
    for (const joiner of this.#joiners) end(joiner);
  }
}

/** One call of `join` that waits. */
class Joiner implements Interruptible {
  readonly #group: Set<Joiner>;
  readonly #joined = Promise.withResolvers<void>();
  #watch: Watch | undefined;

  constructor(group: Set<Joiner>) {
    this.#group = group;
  }

  wait(options: WaitOptions | undefined): Promise<void> {
    this.#group.add(this);
    if (options?.timeout === 0) this.interrupt();
    else this.#watch = watch(this, options);
    return this.#joined.promise;
  }

  resolve(): void {
    this.#leave();
    this.#joined.resolve();
  }

  /** Rejects because the channel was aborted; counts as handled. */
  cutOff(reason: unknown): void {
    this.#leave();
    this.#joined.promise.catch(() => {});
    this.#joined.reject(reason);
  }

  interrupt(signal?: AbortSignal): void {
    this.#leave();
    this.#joined.reject(
      signal === undefined
        ? new TimeoutError("Cannot join: values are unfinished at the timeout")
        : signal.reason,
    );
  }

  #leave(): void {
    this.#group.delete(this);
    this.#watch?.stop();
  }
}
