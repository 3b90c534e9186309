import type { MsgHdrs } from "../../deps/nats_transport.ts";
import { TimeoutError } from "../../errors.ts";
import type { Interruptible, Watch } from "../../internal/deadline.ts";
import type { Linked, WaitList } from "../../internal/wait_list.ts";
import { BrokerError } from "../broker_error.ts";
import type { PublishAnswer } from "../connection/publisher.ts";

/** What is published. */
export interface Publication {
  readonly data: Uint8Array;
  /** What it was made of, for an error that gives it back. */
  readonly value: unknown;
  /**
   * Hold its id: within the queue's window, the broker stores an id once. Undefined
   * where there is no room for any.
   */
  readonly headers: MsgHdrs | undefined;
}

/**
 * A publication, and the wait for its outcome.
 *
 * Invariant: it is in at most one of the places of an outbox: waiting, refused, on
 * its way.
 */
export class PendingPublish implements Interruptible, Linked<PendingPublish> {
  list: WaitList<PendingPublish> | undefined = undefined;
  before: PendingPublish | undefined = undefined;
  after: PendingPublish | undefined = undefined;
  readonly publication: Publication;
  /** Its place in the order of the sends. */
  readonly order: number;
  readonly mayWait: boolean;
  /** Whether the broker was asked and did not answer. */
  mayBeStored = false;
  /** Since when the broker gives no answer of use. */
  troubleSince: number | undefined;
  watch: Watch | undefined;
  interruption: { readonly reason: unknown } | undefined;
  readonly #outcome = Promise.withResolvers<PublishAnswer | undefined>();
  readonly #onInterrupt: (publish: PendingPublish) => void;

  constructor(
    publication: Publication,
    { order, mayWait, onInterrupt }: {
      readonly order: number;
      readonly mayWait: boolean;
      /** Called when the wait for it is over. */
      readonly onInterrupt: (publish: PendingPublish) => void;
    },
  ) {
    this.publication = publication;
    this.order = order;
    this.mayWait = mayWait;
    this.#onInterrupt = onInterrupt;
  }

  /** Resolves to the broker's answer, or to undefined if there was no room. */
  get outcome(): Promise<PublishAnswer | undefined> {
    return this.#outcome.promise;
  }

  settle(answer: PublishAnswer | undefined): void {
    this.watch?.stop();
    this.#outcome.resolve(answer);
  }

  fail(error: unknown): void {
    this.watch?.stop();
    const isKnown = !this.mayBeStored || error instanceof BrokerError &&
        error.kind === "uncertain";
    this.#outcome.reject(isKnown ? error : uncertain(error));
  }

  interrupt(signal?: AbortSignal): void {
    const reason = signal === undefined
      ? new TimeoutError("Cannot send: time is out", this.publication.value)
      : signal.reason;
    this.interruption = { reason };
    this.#onInterrupt(this);
  }

  giveUp(): void {
    this.fail(this.interruption?.reason);
  }
}

/** The error for a value that may be stored or not: the broker did not answer. */
function uncertain(cause?: unknown): BrokerError {
  return new BrokerError(
    "uncertain",
    "Cannot tell whether the value was sent: the broker did not answer",
    { cause },
  );
}
