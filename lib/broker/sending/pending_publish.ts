import type { MsgHdrs } from "../../deps/nats_transport.ts";
import { TimeoutError } from "../../errors.ts";
import type { Interruptible, Watch } from "../../internal/deadline.ts";
import type { Linked, WaitList } from "../../internal/wait_list.ts";
import { BrokerError } from "../broker_error.ts";

/** What is sent. */
export interface Publish {
  readonly data: Uint8Array;
  /** What it was made of, for an error that gives it back. */
  readonly value: unknown;
  /** Within the queue's window, the broker stores an id once. */
  readonly id: string;
  readonly headers?: MsgHdrs | undefined;
}

/** A letter, and who waits for it. */
export class PendingPublish implements Interruptible, Linked<PendingPublish> {
  list: WaitList<PendingPublish> | undefined = undefined;
  before: PendingPublish | undefined = undefined;
  after: PendingPublish | undefined = undefined;
  readonly letter: Publish;
  readonly ticket: number;
  readonly mayWait: boolean;
  /** Whether the broker was asked and did not answer. */
  mayBeStored = false;
  /** Since when the broker gives no answer of use. */
  troubleSince: number | undefined;
  watch: Watch | undefined;
  interruption: { readonly reason: unknown } | undefined;
  /** Called when nobody waits for it any more. */
  onInterrupt: () => void = () => {};
  /** Called when the answer to it cannot come any more. */
  onUnanswered: () => void = () => {};
  readonly #settled = Promise.withResolvers<boolean>();

  constructor(letter: Publish, ticket: number, mayWait: boolean) {
    this.letter = letter;
    this.ticket = ticket;
    this.mayWait = mayWait;
  }

  get promise(): Promise<boolean> {
    return this.#settled.promise;
  }

  settle(isStored: boolean): void {
    this.watch?.stop();
    this.#settled.resolve(isStored);
  }

  fail(error: unknown): void {
    this.watch?.stop();
    const isKnown = !this.mayBeStored || error instanceof BrokerError &&
        error.kind === "uncertain";
    this.#settled.reject(isKnown ? error : uncertain(error));
  }

  interrupt(signal?: AbortSignal): void {
    const reason = signal === undefined
      ? new TimeoutError("Cannot send: time is out", this.letter.value)
      : signal.reason;
    this.interruption = { reason };
    this.onInterrupt();
  }

  giveUp(): void {
    this.fail(this.interruption?.reason);
  }
}

/** The error for a letter of which nobody knows whether it is stored. */
function uncertain(cause?: unknown): BrokerError {
  return new BrokerError(
    "uncertain",
    "Cannot tell whether the value was sent: the broker did not answer; send it " +
      "again with the same id, and it is stored once",
    { cause },
  );
}
