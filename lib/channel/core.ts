// Invariants, true whenever no function of the channel is on the stack:
//
//   1. Senders and receivers do not wait both, except for one select that
//      waits on both sides.
//   2. A sender waits only while its value does not fit.
//   3. A receiver waits only while the buffer is empty.
//   4. Once closed, nobody waits.
//   5. accepted = received + buffered + undelivered.
//
// User code (`size`, `onUndelivered`, a `then` getter of a value) may call the
// channel, so it runs only where these hold.

import { ChannelClosedError } from "../errors.ts";
import { checkInteger, checkNumber } from "../internal/checks.ts";
import { Lull } from "../internal/lull.ts";
import { RingBuffer } from "../internal/ring_buffer.ts";
import { turn } from "../internal/turn.ts";
import { WaitList } from "../internal/wait_list.ts";
import type { ChannelOptions, UndeliveredReason } from "./options.ts";
import type { ReceiveWaiter, SendWaiter } from "./waiter.ts";
import { Tasks } from "./tasks.ts";

/** Why a channel was closed; a reason may well be `undefined`. */
export type Reason = readonly [reason?: unknown];

/** What a value weighs that is put back, and how often it came back. */
interface PutBack {
  readonly weight: number;
  readonly attempts: number;
}

// As methods, so that a `Core<T>` is a `Core<unknown>` to its waiters.
interface UserCode<T> {
  size?(value: T): number;
  onUndelivered?(value: T, why: UndeliveredReason): void;
}

/** The state of a channel, and the steps that keep its invariants. */
export class Core<T> {
  /** What was accepted and not yet received. */
  readonly buffer: RingBuffer<T>;
  /** Who waits to send. */
  readonly senders = new WaitList<SendWaiter>();
  /** Who waits to receive. */
  readonly receivers = new WaitList<ReceiveWaiter>();
  /** Who waits no longer, but does not know it yet. */
  readonly lull = new Lull(() => 2 * this.accepted - this.buffer.length);
  /** What is not finished. */
  readonly tasks: Tasks = new Tasks(() => this.accepted);
  /** What happens to a value when the channel is full. */
  readonly overflow: "wait" | "drop-oldest" | "drop-newest";
  /** Whether values have weights of their own; otherwise all weigh 1. */
  readonly weighted: boolean;
  /** How much the buffer holds. */
  capacity: number;
  /** Whether nothing more can be sent. */
  closed = false;
  /** Whether what was inside has been thrown away, too. */
  aborted = false;
  /** How many values were accepted. */
  accepted = 0;
  /** How many of those were lost. */
  undelivered = 0;
  /** How many values were offered and not accepted. */
  refused = 0;
  #user: UserCode<T>;
  #reason: Reason = [];
  #closedError: ChannelClosedError | undefined;

  /** Makes an open, empty channel. */
  constructor(options: ChannelOptions<T>) {
    const { capacity = 0, size, overflow = "wait", onUndelivered } = options;
    this.#user = {
      ...size && { size },
      ...onUndelivered && { onUndelivered },
    };
    this.capacity = checkInteger("capacity", capacity, { least: 0 });
    this.weighted = size !== undefined;
    this.overflow = overflow;
    this.buffer = new RingBuffer(this.weighted);
  }

  /** What a value counts; what cannot be counted or never fits is refused. */
  weigh(value: T): number {
    const weight = this.#user.size?.(value) ?? 1;
    return checkNumber("size", weight, { least: 0, finite: true });
  }

  /** Whether a value of this weight could never be in the buffer. */
  isOversize(weight: number): boolean {
    return this.weighted && weight > this.capacity &&
      this.capacity > 0;
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
      this.accepted++;
      this.receivers.remove(receiver);
      receiver.role.deliver(receiver, value, 0);
      return true;
    }
    if (this.senders.first !== undefined || !this.fits(weight)) return false;
    this.accepted++;
    this.buffer.push(value, turn.now, weight);
    return true;
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
    this.lose(lost, "dropped");
  }

  /** Whether a receive needs no wait. */
  get ready(): boolean {
    return this.buffer.length > 0 || this.senders.first !== undefined;
  }

  /** Takes the oldest value; to be called only when ready. */
  take(): T {
    const sender = this.senders.first;
    if (this.buffer.length === 0) {
      return this.#takeFrom(sender as SendWaiter);
    }
    const value = this.buffer.shift();
    if (sender !== undefined) this.admit();
    return value;
  }

  #takeFrom(sender: SendWaiter): T {
    const { value } = sender;
    this.accepted++;
    sender.role.advance(sender);
    return value as T;
  }

  /** Takes in what waits and fits: to be called when room was made. */
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
    if (this.aborted) return this.lose([value], "discarded");
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
    this.#account(lost);
    this.close(this.#reason);
    for (const value of lost) this.#notify(value, "discarded");
  }

  /** Whether the channel ended without a reason: iteration just stops. */
  get endsQuietly(): boolean {
    return this.#reason.length === 0;
  }

  /** What a receive rejects with once there is nothing more. */
  endError(): unknown {
    if (this.#reason.length > 0) return this.#reason[0];
    return this.#closedError ??= new ChannelClosedError(
      "Cannot receive: the channel is closed",
    );
  }

  /** Accounts for accepted values that will never be received. */
  lose(values: readonly T[], why: UndeliveredReason): void {
    this.#account(values);
    for (const value of values) this.#notify(value, why);
  }

  /** Accounts for values whose send was refused. */
  refuse(values: readonly T[], why: UndeliveredReason): void {
    this.refused += values.length;
    for (const value of values) this.#notify(value, why);
  }

  #account(lost: readonly T[]): void {
    this.undelivered += lost.length;
    this.tasks.finish(lost.length);
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
    this.refuse(refused.flat(), why);
  }

  #notify(value: T, why: UndeliveredReason): void {
    try {
      this.#user.onUndelivered?.(value, why);
    } catch (error) {
      reportError(error);
    }
  }
}

/** The error of a send to a closed channel. */
export function closedError(value: unknown): ChannelClosedError {
  return new ChannelClosedError("Cannot send: the channel is closed", value);
}

/** The error of a send that could never end. */
export function oversizeError(weight: number, capacity: number): RangeError {
  return new RangeError(
    `Cannot send: the value weighs ${weight}, more than the capacity ${capacity}`,
  );
}
