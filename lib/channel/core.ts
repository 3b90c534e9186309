// Invariants, true whenever no function of the channel is on the stack:
//
//   1. Senders and receivers do not both wait, except for one select that
//      waits on both sides.
//   2. A sender waits only while its value does not fit.
//   3. A receiver waits only while the buffer is empty.
//   4. Once the channel is closed, no sender and no receiver waits.
//   5. accepted = received + buffered + undelivered.
//
// User code (`size`, `onUndelivered`, a `then` getter of a value) may call the
// channel, so it runs only where these hold. `invariants.ts` asserts them.

import type { ChannelClosedError } from "../errors.ts";
import { checkInteger, checkNumber } from "../internal/checks.ts";
import { invariants } from "../internal/invariant.ts";
import { RingBuffer } from "../internal/ring_buffer.ts";
import { turn } from "../internal/turn.ts";
import { WaitList } from "../internal/wait_list.ts";
import { WakeBatcher } from "../internal/wake_batcher.ts";
import { assertAfterEachStep } from "./invariants.ts";
import { Losses } from "./losses.ts";
import type { ChannelOptions } from "./options.ts";
import { closedError, endedError, oversizeError } from "./refusals.ts";
import { Tasks } from "./tasks.ts";
import type {
  ReceiveRole,
  ReceiveWaiter,
  SendRole,
  SendWaiter,
  Terms,
} from "./waiter.ts";

/** Why a channel was closed; a reason may well be `undefined`. */
export type Reason = readonly [reason?: unknown];

/** What a value weighs that is put back, and how often it came back. */
interface PutBack {
  readonly weight: number;
  readonly attempts: number;
}

// A method, so that a `Core<T>` is a `Core<unknown>` to its waiters.
interface Scale<T> {
  size?(value: T): number;
}

/** The state of a channel, and the steps that keep its invariants. */
export class Core<T> {
  /** What was accepted and not yet received. */
  readonly buffer: RingBuffer<T>;
  /** Waiting senders. */
  readonly senders = new WaitList<SendWaiter>();
  /** Waiting receivers. */
  readonly receivers = new WaitList<ReceiveWaiter>();
  /** Waits that are over, and whose promises are settled together soon. */
  readonly wakes = new WakeBatcher(
    () => this.accepted,
    () => this.buffer.length,
  );
  /** Counts the values that are finished. */
  readonly tasks = new Tasks(() => this.accepted);
  /** Counts the values that will never be received. */
  readonly losses: Losses<T>;
  /** What happens to a value when the channel is full. */
  readonly overflow: "wait" | "drop-oldest" | "drop-newest";
  /** Whether values have weights of their own; otherwise all weigh 1. */
  readonly weighted: boolean;
  /** Whether a send needs nothing but a receiver, or room for one more. */
  plain: boolean;
  /** What plain receives have in common, once there was one. */
  receiveTerms: Terms<ReceiveRole> | undefined = undefined;
  /** What plain sends have in common, once there was one. */
  sendTerms: Terms<SendRole> | undefined = undefined;
  /** How much the buffer holds. */
  capacity: number;
  /** Whether nothing more can be sent. */
  closed = false;
  /** Whether the values inside were thrown away, too. */
  aborted = false;
  /** How many values were accepted. */
  accepted = 0;
  readonly #scale: Scale<T>;
  #reason: Reason = [];
  #endedError: ChannelClosedError | undefined;

  /** Makes an open, empty channel. */
  constructor(options: ChannelOptions<T>) {
    const { capacity = 0, size, overflow = "wait", onUndelivered } = options;
    this.capacity = checkInteger("capacity", capacity, { least: 0 });
    this.#scale = size === undefined ? {} : { size };
    this.weighted = size !== undefined;
    this.overflow = overflow;
    this.plain = !this.weighted && overflow === "wait";
    this.buffer = new RingBuffer(this.weighted);
    const hook = onUndelivered === undefined ? {} : { onUndelivered };
    this.losses = new Losses(hook, this.tasks);
    if (invariants.checked) assertAfterEachStep(this);
  }

  /** The weight of a value; throws if it has none. */
  weigh(value: T): number {
    if (!this.weighted) return 1;
    const weight = this.#scale.size?.(value) ?? 1;
    if (weight >= 0 && weight < Infinity && typeof weight === "number") {
      return weight;
    }
    return checkNumber("size", weight, { least: 0, finite: true });
  }

  /** Whether a value of this weight could never be in the buffer. */
  isOversize(weight: number): boolean {
    return this.weighted && weight > this.capacity && this.capacity > 0;
  }

  /** Whether there is room for this weight now. */
  fits(weight: number): boolean {
    return this.weighted
      ? this.capacity > 0 && this.buffer.weight + weight <= this.capacity
      : this.buffer.length < this.capacity;
  }

  /** Whether {@linkcode offer} would accept this weight. */
  accepts(weight: number): boolean {
    return this.receivers.first !== undefined ||
      (this.senders.first === undefined && this.fits(weight));
  }

  /** Accepts a value if that needs no wait. */
  offer(value: T, weight: number): boolean {
    const receiver = this.receivers.first;
    if (receiver !== undefined) {
      this.handOver(receiver, value);
      return true;
    }
    if (this.senders.first !== undefined || !this.fits(weight)) return false;
    this.accepted++;
    this.buffer.push(value, turn.now, weight);
    return true;
  }

  /** Accepts a value of weight 1 for which there is room. */
  store(value: T): void {
    this.accepted++;
    this.buffer.add(value, turn.now);
  }

  /** Accepts a value for the receiver that is first in line. */
  handOver(receiver: ReceiveWaiter, value: T): void {
    this.accepted++;
    this.receivers.shift();
    // Short enough to be inlined where each value finds a receiver waiting.
    if (receiver.terms.shared && turn.overdue === undefined) {
      this.#serve(receiver, value);
    } else receiver.role.deliver(receiver, value, 0);
  }

  /** Gives a plain receiver its value, now or with others. */
  #serve(receiver: ReceiveWaiter, value: T): void {
    if (this.capacity === 0 || this.wakes.skips()) {
      receiver.settle(
        receiver.terms.iterator === undefined ? value : { done: false, value },
      );
    } else {
      receiver.value = value;
      this.wakes.wakeSoon(receiver);
    }
  }

  /** Accepts a value that finds the channel full and must not wait. */
  overflowWith(value: T, weight: number): void {
    this.accepted++;
    const lost: T[] = [];
    if (this.overflow === "drop-oldest") {
      while (this.buffer.length > 0 && !this.fits(weight)) {
        lost.push(this.buffer.shift());
      }
    }
    if (this.fits(weight)) this.buffer.push(value, turn.now, weight);
    else lost.push(value);
    this.losses.lose(lost, "dropped");
  }

  /** Whether a receive needs no wait. */
  get ready(): boolean {
    return this.buffer.length > 0 || this.senders.first !== undefined;
  }

  /** Takes the oldest value; to be called only when ready. */
  take(): T {
    return this.buffer.length > 0
      ? this.takeBuffered()
      : this.#takeFrom(this.senders.first as SendWaiter);
  }

  /** Takes the oldest value in the buffer; to be called only when there is one. */
  takeBuffered(): T {
    const value = this.buffer.shift();
    if (this.senders.first !== undefined) this.admit();
    return value;
  }

  #takeFrom(sender: SendWaiter): T {
    const { value } = sender;
    this.accepted++;
    sender.role.advance(sender);
    return value as T;
  }

  /** Takes in what waits and fits; to be called when room was made. */
  admit(): void {
    for (let s = this.senders.first; s && this.fits(s.weight);) {
      this.accepted++;
      this.buffer.push(s.value as T, turn.now, s.weight);
      s.role.advance(s);
      s = this.senders.first;
    }
  }

  /** Puts a value that was received back before all others. */
  putBack(value: T, { weight, attempts }: PutBack): void {
    if (this.aborted) return this.losses.lose([value], "discarded");
    turn.tick();
    const receiver = this.receivers.first;
    if (receiver !== undefined) {
      this.receivers.remove(receiver);
      return receiver.role.deliver(receiver, value, attempts);
    }
    this.buffer.unshift(value, { since: turn.now, weight }, attempts);
  }

  /** Changes how much the buffer holds. */
  resize(capacity: number): void {
    this.capacity = checkInteger("capacity", capacity, { least: 0 });
    const heavy: SendWaiter[] = [];
    for (let s = this.senders.first; s !== undefined; s = s.after) {
      if (this.isOversize(s.role.heaviest(s))) heavy.push(s);
    }
    for (const sender of heavy) this.senders.remove(sender);
    turn.tick();
    this.admit();
    this.#refuseAll(heavy, "oversize");
  }

  /** Ends the sending side; what is inside can still be received. */
  close(reason: Reason): void {
    if (this.closed) return;
    this.closed = true;
    this.plain = false;
    this.#reason = reason;
    const receivers = this.receivers.clear();
    const senders = this.senders.clear();
    for (const receiver of receivers) receiver.role.end(receiver);
    this.#refuseAll(senders, "closed");
  }

  /** Ends both sides and throws away what is inside. */
  abort(reason: Reason): void {
    if (this.aborted) return;
    this.aborted = true;
    if (this.#reason.length === 0) this.#reason = reason;
    const lost: T[] = [];
    while (this.buffer.length > 0) lost.push(this.buffer.shift());
    this.tasks.abort(this.endError());
    this.losses.count(lost);
    this.close(this.#reason);
    this.losses.tell(lost, "discarded");
  }

  /** Whether the channel ended without a reason: iteration just stops. */
  get endsQuietly(): boolean {
    return this.#reason.length === 0;
  }

  /** What a receive rejects with once there is nothing more. */
  endError(): unknown {
    if (this.#reason.length > 0) return this.#reason[0];
    return this.#endedError ??= endedError();
  }

  // The hook is user code: it runs after the last of them has been settled.
  #refuseAll(
    senders: readonly SendWaiter[],
    why: "closed" | "oversize",
  ): void {
    const refused = senders.map((sender) => {
      const error = why === "closed"
        ? closedError(sender.value)
        : oversizeError(sender.role.heaviest(sender), this.capacity);
      return sender.role.refuse(sender, error) as readonly T[];
    });
    this.losses.refuse(refused.flat(), why);
  }
}
