import { ChannelClosedError } from "../errors.ts";
import { type WaitOptions, watch } from "../internal/deadline.ts";
import { WaitList } from "../internal/wait_list.ts";
import type { BrokerError } from "./broker_error.ts";
import { judge } from "./failure.ts";
import type { Link } from "./link.ts";
import { type Letter, Parcel } from "./parcel.ts";
import { silent } from "./persist.ts";
import { isNoStream, missing, namesOf } from "./queue.ts";

/** A lost signal that there is room costs at most this, in milliseconds. */
const POLL_MS = 250;

/** Pause after the broker did not answer, in milliseconds. */
const PAUSE_MS = 100;

/** How an {@linkcode Outbox} sends. */
export interface OutboxOptions {
  /** Most letters that were given to the broker and not answered. */
  readonly window: number;
  /** Whether somebody says when there is room again. */
  readonly hears?: boolean;
}

/**
 * Sends letters to a queue, first come, first served, and waits while it is full.
 *
 * A letter that the broker refused is tried again when a worker says that there is
 * room, and every 250 ms in case that was not heard. Then one goes first, and more
 * follow as they are taken, so that a full queue is not stormed.
 */
export class Outbox {
  readonly #link: Link;
  readonly #queue: string;
  readonly #window: number;
  readonly #waiting = new WaitList<Parcel>();
  /** Refused ones in order; they go before those that wait. */
  readonly #refused: Parcel[] = [];
  readonly #flying = new Set<Parcel>();
  #allowed: number;
  #tickets = 0;
  #freed = 0;
  #isPaused = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Made for one queue. */
  constructor(link: Link, queue: string, { window, hears }: OutboxOptions) {
    this.#link = link;
    this.#queue = queue;
    this.#allowed = this.#window = window;
    if (hears) this.#hear();
    link.onLost((error) => this.#fail(error));
    link.onBack(() => {
      // The answers that were on their way when the connection broke never come.
      for (const parcel of this.#flying) parcel.onUnanswered();
      this.#pump();
    });
  }

  /** How many letters are not sent yet. */
  get size(): number {
    return this.#waiting.size + this.#refused.length + this.#flying.size;
  }

  /** Sends a letter; resolves to false if it `mayWait` not and there is no room. */
  send(
    letter: Letter,
    options: WaitOptions & { mayWait?: boolean } = {},
  ): Promise<boolean> {
    const { signal, mayWait = true } = options;
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#link.lost) return Promise.reject(this.#link.lost);
    const parcel = new Parcel(letter, ++this.#tickets, mayWait);
    parcel.watch = watch(parcel, options);
    parcel.onInterrupt = () => this.#drop(parcel);
    this.#waiting.push(parcel);
    this.#pump();
    return parcel.promise;
  }

  /** Makes everybody who waits, here and elsewhere, try at once. */
  wakeAll(): void {
    this.#link.nc.publish(namesOf(this.#queue).freed, "1");
    this.#resume(1);
  }

  #hear(): void {
    this.#link.nc.subscribe(namesOf(this.#queue).freed, {
      callback: (error, message) => {
        // A user who may not hear it polls.
        if (error !== null) return;
        this.#resume(Number(message.string()) || 1);
      },
    });
  }

  #resume(room: number): void {
    this.#freed++;
    this.#allowed = Math.min(Math.max(room, 1), this.#window);
    this.#isPaused = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pump();
  }

  #pause(ms: number): void {
    if (this.#isPaused || this.#link.lost) return;
    this.#isPaused = true;
    this.#timer = setTimeout(() => this.#resume(1), ms);
  }

  #pump(): void {
    // What is sent while nobody hears it would have an outcome that nobody knows.
    if (this.#link.isAway) return;
    while (!this.#isPaused && this.#flying.size < this.#allowed) {
      const parcel = this.#refused.shift() ?? this.#waiting.first;
      if (parcel === undefined) return;
      if (parcel.list !== undefined) this.#waiting.remove(parcel);
      void this.#post(parcel);
    }
  }

  async #post(parcel: Parcel): Promise<void> {
    this.#flying.add(parcel);
    const freed = this.#freed;
    const { data, id, headers } = parcel.letter;
    const how = { msgID: id, ...(headers && { headers }) };
    try {
      await new Promise((resolve, reject) => {
        parcel.onUnanswered = () => reject(new Error("no answer"));
        const { items } = namesOf(this.#queue);
        this.#link.js.publish(items, data, how).then(resolve, reject);
      });
      this.#allowed = Math.min(this.#allowed + 1, this.#window);
      parcel.settle(true);
    } catch (error) {
      await this.#refuse(parcel, error, freed);
    }
    this.#flying.delete(parcel);
    this.#pump();
  }

  async #refuse(parcel: Parcel, error: unknown, freed: number): Promise<void> {
    const verdict = judge(error);
    switch (verdict.is) {
      case "full":
        // Of what it has stored before, it says that, also while full.
        parcel.mayBeStored = false;
        parcel.troubleSince = undefined;
        if (!parcel.mayWait) return parcel.settle(false);
        this.#putBack(parcel);
        if (freed === this.#freed) this.#pause(POLL_MS);
        return;
      case "sealed":
        return parcel.fail(new ChannelClosedError(CLOSED, parcel.letter.value));
      case "fatal":
        return parcel.fail(verdict.error);
      case "unknown":
        parcel.mayBeStored = true;
    }
    if (verdict.is === "again" && await this.#isMissing()) {
      return parcel.fail(missing(this.#queue));
    }
    if (this.#link.lost) return parcel.fail(this.#link.lost);
    parcel.troubleSince ??= performance.now();
    if (performance.now() - parcel.troubleSince > this.#link.patience) {
      return parcel.fail(silent(error));
    }
    this.#pause(PAUSE_MS);
    this.#putBack(parcel);
  }

  async #isMissing(): Promise<boolean> {
    try {
      await this.#link.jsm.streams.info(this.#queue);
      return false;
    } catch (error) {
      return isNoStream(error);
    }
  }

  /** Puts a refused letter back where it was, unless nobody waits for it. */
  #putBack(parcel: Parcel): void {
    if (this.#link.lost) return parcel.fail(this.#link.lost);
    if (parcel.interruption !== undefined) return parcel.giveUp();
    const after = this.#refused.findIndex(({ ticket }) =>
      ticket > parcel.ticket
    );
    this.#refused.splice(after < 0 ? this.#refused.length : after, 0, parcel);
  }

  #drop(parcel: Parcel): void {
    // One that flies may have been stored: its answer decides.
    if (this.#flying.has(parcel)) return;
    if (parcel.list !== undefined) this.#waiting.remove(parcel);
    const place = this.#refused.indexOf(parcel);
    if (place >= 0) this.#refused.splice(place, 1);
    parcel.giveUp();
  }

  #fail(error: BrokerError): void {
    clearTimeout(this.#timer);
    const parcels = [
      ...this.#flying,
      ...this.#refused,
      ...this.#waiting.clear(),
    ];
    this.#refused.length = 0;
    for (const parcel of parcels) parcel.fail(error);
  }
}

const CLOSED = "Cannot send: the queue is closed";
