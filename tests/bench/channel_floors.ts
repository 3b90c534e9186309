// Not channels: what is left of one when everything but its promises is gone.

import type { Traffic } from "./channel_shapes.ts";

const SENT = Promise.resolve();

abstract class NoChannel implements Traffic {
  abstract send(value: number): Promise<void>;
  abstract receive(): Promise<number>;
  close(): void {}
  [Symbol.asyncIterator](): AsyncIterator<number> {
    throw new Error("Cannot iterate: a floor has no end");
  }
}

/** Counts for itself: nothing is ever waited for. */
export class Settled extends NoChannel {
  #next = 0;

  send(_value: number): Promise<void> {
    return SENT;
  }

  // deno-lint-ignore require-await
  async receive(): Promise<number> {
    return this.#next++;
  }
}

/** Every receive waits for its send, as at capacity 0. */
export class OnePending extends NoChannel {
  #settle: (value: number) => void = () => {};

  send(value: number): Promise<void> {
    this.#settle(value);
    return SENT;
  }

  receive(): Promise<number> {
    return new Promise((resolve) => {
      this.#settle = resolve;
    });
  }
}
