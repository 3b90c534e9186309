import { ChannelClosedError } from "../../errors.ts";
import { type WaitOptions, watch } from "../../internal/deadline.ts";
import { WaitList } from "../../internal/wait_list.ts";
import type { BrokerError } from "../broker_error.ts";
import { judge } from "../connection/failure.ts";
import type { Connection } from "../connection/connection.ts";
import { PendingPublish, type Publish } from "./pending_publish.ts";
import { silent } from "../connection/retry_request.ts";
import { isNoStream, missing, namesOf } from "../queue/queue.ts";

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
  readonly #connection: Connection;
  readonly #queue: string;
  readonly #window: number;
  readonly #waiting = new WaitList<PendingPublish>();
  /** Refused ones in order; they go before those that wait. */
  readonly #refused: PendingPublish[] = [];
  readonly #flying = new Set<PendingPublish>();
  #allowed: number;
  #tickets = 0;
  #freed = 0;
  #isPaused = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Made for one queue. */
  constructor(
    connection: Connection,
    queue: string,
    { window, hears }: OutboxOptions,
  ) {
    this.#connection = connection;
    this.#queue = queue;
    this.#allowed = this.#window = window;
    if (hears) this.#hear();
    connection.onLost((error) => this.#fail(error));
    connection.onBack(() => {
      // The answers that were on their way when the connection broke never come.
      for (const publish of this.#flying) publish.onUnanswered();
      this.#pump();
    });
  }

  /** How many letters are not sent yet. */
  get size(): number {
    return this.#waiting.size + this.#refused.length + this.#flying.size;
  }

  /** Sends a letter; resolves to false if it `mayWait` not and there is no room. */
  send(
    letter: Publish,
    options: WaitOptions & { mayWait?: boolean } = {},
  ): Promise<boolean> {
    const { signal, mayWait = true } = options;
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#connection.lost) return Promise.reject(this.#connection.lost);
    const publish = new PendingPublish(letter, ++this.#tickets, mayWait);
    publish.watch = watch(publish, options);
    publish.onInterrupt = () => this.#drop(publish);
    this.#waiting.push(publish);
    this.#pump();
    return publish.promise;
  }

  /** Makes everybody who waits, here and elsewhere, try at once. */
  wakeAll(): void {
    this.#connection.nc.publish(namesOf(this.#queue).freed, "1");
    this.#resume(1);
  }

  #hear(): void {
    this.#connection.nc.subscribe(namesOf(this.#queue).freed, {
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
    if (this.#isPaused || this.#connection.lost) return;
    this.#isPaused = true;
    this.#timer = setTimeout(() => this.#resume(1), ms);
  }

  #pump(): void {
    // What is sent while nobody hears it would have an outcome that nobody knows.
    if (this.#connection.isAway) return;
    while (!this.#isPaused && this.#flying.size < this.#allowed) {
      const publish = this.#refused.shift() ?? this.#waiting.first;
      if (publish === undefined) return;
      if (publish.list !== undefined) this.#waiting.remove(publish);
      void this.#post(publish);
    }
  }

  async #post(publish: PendingPublish): Promise<void> {
    this.#flying.add(publish);
    const freed = this.#freed;
    const { data, id, headers } = publish.letter;
    const how = { msgID: id, ...(headers && { headers }) };
    try {
      await new Promise((resolve, reject) => {
        publish.onUnanswered = () => reject(new Error("no answer"));
        const { items } = namesOf(this.#queue);
        this.#connection.js.publish(items, data, how).then(resolve, reject);
      });
      this.#allowed = Math.min(this.#allowed + 1, this.#window);
      publish.settle(true);
    } catch (error) {
      await this.#refuse(publish, error, freed);
    }
    this.#flying.delete(publish);
    this.#pump();
  }

  async #refuse(
    publish: PendingPublish,
    error: unknown,
    freed: number,
  ): Promise<void> {
    const verdict = judge(error);
    switch (verdict.is) {
      case "full":
        // Of what it has stored before, it says that, also while full.
        publish.mayBeStored = false;
        publish.troubleSince = undefined;
        if (!publish.mayWait) return publish.settle(false);
        this.#putBack(publish);
        if (freed === this.#freed) this.#pause(POLL_MS);
        return;
      case "sealed":
        return publish.fail(
          new ChannelClosedError(CLOSED, publish.letter.value),
        );
      case "fatal":
        return publish.fail(verdict.error);
      case "unknown":
        publish.mayBeStored = true;
    }
    if (verdict.is === "again" && await this.#isMissing()) {
      return publish.fail(missing(this.#queue));
    }
    if (this.#connection.lost) return publish.fail(this.#connection.lost);
    publish.troubleSince ??= performance.now();
    if (performance.now() - publish.troubleSince > this.#connection.patience) {
      return publish.fail(silent(error));
    }
    this.#pause(PAUSE_MS);
    this.#putBack(publish);
  }

  async #isMissing(): Promise<boolean> {
    try {
      await this.#connection.jsm.streams.info(this.#queue);
      return false;
    } catch (error) {
      return isNoStream(error);
    }
  }

  /** Puts a refused letter back where it was, unless nobody waits for it. */
  #putBack(publish: PendingPublish): void {
    if (this.#connection.lost) return publish.fail(this.#connection.lost);
    if (publish.interruption !== undefined) return publish.giveUp();
    const after = this.#refused.findIndex(({ ticket }) =>
      ticket > publish.ticket
    );
    this.#refused.splice(after < 0 ? this.#refused.length : after, 0, publish);
  }

  #drop(publish: PendingPublish): void {
    // One that flies may have been stored: its answer decides.
    if (this.#flying.has(publish)) return;
    if (publish.list !== undefined) this.#waiting.remove(publish);
    const place = this.#refused.indexOf(publish);
    if (place >= 0) this.#refused.splice(place, 1);
    publish.giveUp();
  }

  #fail(error: BrokerError): void {
    clearTimeout(this.#timer);
    const publishes = [
      ...this.#flying,
      ...this.#refused,
      ...this.#waiting.clear(),
    ];
    this.#refused.length = 0;
    for (const publish of publishes) publish.fail(error);
  }
}

const CLOSED = "Cannot send: the queue is closed";
