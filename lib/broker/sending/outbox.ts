import { ChannelClosedError } from "../../errors.ts";
import { type WaitOptions, watch } from "../../internal/deadline.ts";
import { invariant, invariants } from "../../internal/invariant.ts";
import { WaitList } from "../../internal/wait_list.ts";
import { BrokerError } from "../broker_error.ts";
import type { Connection } from "../connection/connection.ts";
import type { PublishAnswer, Publisher } from "../connection/publisher.ts";
import { classifyFailure } from "../connection/request_failure.ts";
import { noAnswer } from "../connection/retry_request.ts";
import { headersLength } from "../message_id.ts";
import { namesOf } from "../queue/names.ts";
import { isClosed, isNoStream, missing } from "../queue/stream_info.ts";
import { formatSize } from "./format_size.ts";
import { PendingPublish, type Publication } from "./pending_publish.ts";
import type { RoomSignals } from "./room_signals.ts";

/** A lost signal that there is room costs at most this, in milliseconds. */
const POLL_MS = 250;

/** Pause after the broker did not answer, in milliseconds. */
const PAUSE_MS = 100;

/** What an {@linkcode Outbox} sends with. */
export interface OutboxParts {
  readonly connection: Connection;
  readonly publisher: Publisher;
  /** Tells when there is room again; without, it is looked for. */
  readonly signals?: RoomSignals | undefined;
}

/** How an {@linkcode Outbox} sends. */
export interface OutboxOptions {
  readonly queue: string;
  /** Most publications that were given to the broker and not answered. */
  readonly window: number;
}

/**
 * Sends publications to a queue, first come, first served, and waits while it is full.
 *
 * What the broker refused is tried again when a worker says that there is room, and
 * every 250 ms in case that was not heard. Then one goes first, and more follow as they
 * are taken, so that a full queue is not stormed.
 *
 * Invariants: each publication that is not settled is in exactly one of `#waiting`,
 * `#refused` (in the order of their sends) and `#flying`; `#flying` holds at most
 * `#window`; a refused one goes before those that wait.
 */
export class Outbox {
  readonly #connection: Connection;
  readonly #publisher: Publisher;
  readonly #queue: string;
  readonly #subject: string;
  readonly #window: number;
  readonly #waiting = new WaitList<PendingPublish>();
  readonly #refused: PendingPublish[] = [];
  readonly #flying = new Set<PendingPublish>();
  #allowed: number;
  #count = 0;
  #freed = 0;
  #isPaused = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Sends to one queue. */
  constructor(
    { connection, publisher, signals }: OutboxParts,
    { queue, window }: OutboxOptions,
  ) {
    this.#connection = connection;
    this.#publisher = publisher;
    this.#queue = queue;
    this.#subject = namesOf(queue).items;
    this.#allowed = this.#window = window;
    signals?.listen((room, isClosed) => {
      if (isClosed) void this.#look();
      else this.#resume(room);
    });
    connection.onLost((error) => this.#failAll(error));
    connection.onBack(() => this.#pump());
  }

  /** Resolves to undefined if it may not wait and there is no room. */
  send(
    publication: Publication,
    options: WaitOptions & { readonly mayWait?: boolean | undefined } = {},
  ): Promise<PublishAnswer | undefined> {
    const { signal, mayWait = true } = options;
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#connection.lost) return Promise.reject(this.#connection.lost);
    const tooLong = this.#sizeError(publication);
    if (tooLong !== undefined) return Promise.reject(tooLong);
    const publish = new PendingPublish(publication, {
      order: ++this.#count,
      mayWait,
      onInterrupt: (publish) => this.#drop(publish),
    });
    publish.watch = watch(publish, options);
    this.#waiting.push(publish);
    this.#pump();
    return publish.outcome;
  }

  /**
   * Rejects what is not on its way: the queue is closed.
   *
   * Not to be tried once more: where the broker dies meanwhile, it would be unknown
   * whether it was stored.
   */
  refuseAll(): void {
    const publishes = [...this.#refused, ...this.#waiting.clear()];
    this.#refused.length = 0;
    for (const publish of publishes) publish.fail(closed(publish));
  }

  async #look(): Promise<void> {
    try {
      const info = await this.#connection.jsm.streams.info(this.#queue);
      if (isClosed(info)) return this.refuseAll();
    } catch {
      // What is sent next finds out.
    }
    this.#resume(1);
  }

  #resume(room: number): void {
    this.#freed++;
    this.#allowed = Math.min(Math.max(room, 1), this.#window);
    this.#isPaused = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pump();
  }

  #sizeError({ data, headers }: Publication): BrokerError | undefined {
    const { maxPayload } = this.#connection;
    // Headers are short and ASCII; encoding them for their length costs as much as sending.
    if (data.length + HEADER_ROOM <= maxPayload) return undefined;
    const size = data.length +
      (headers === undefined ? 0 : headersLength(headers));
    if (size <= maxPayload) return undefined;
    return new BrokerError(
      "size",
      `Cannot use the queue: ${
        formatSize(size)
      } is longer than the broker takes; ` +
        `its limit is ${formatSize(maxPayload)} (max_payload)`,
    );
  }

  #pause(ms: number): void {
    if (this.#isPaused || this.#connection.lost) return;
    this.#isPaused = true;
    this.#timer = setTimeout(() => this.#resume(1), ms);
  }

  #pump(): void {
    // The outcome of what is sent during an outage would be unknown.
    if (this.#connection.isAway) return;
    while (!this.#isPaused && this.#flying.size < this.#allowed) {
      const publish = this.#refused.shift() ?? this.#waiting.first;
      if (publish === undefined) break;
      if (publish.list !== undefined) this.#waiting.remove(publish);
      this.#post(publish);
    }
    if (invariants.checked) {
      invariant(
        this.#flying.size <= this.#window,
        "no more than a window of publications is on its way",
      );
    }
  }

  #post(publish: PendingPublish): void {
    this.#flying.add(publish);
    const freed = this.#freed;
    const { data, headers } = publish.publication;
    this.#publisher.start({
      subject: this.#subject,
      data,
      headers,
      stored: (answer) => {
        publish.settle(answer);
        this.#allowed = Math.min(this.#allowed + 1, this.#window);
        this.#land(publish);
      },
      failed: (error) =>
        void this.#refuse(publish, error, freed)
          .finally(() => this.#land(publish)),
    });
  }

  #land(publish: PendingPublish): void {
    this.#flying.delete(publish);
    this.#pump();
  }

  async #refuse(
    publish: PendingPublish,
    error: unknown,
    freed: number,
  ): Promise<void> {
    const failure = classifyFailure(error);
    switch (failure.is) {
      case "full":
        // A full queue still acknowledges a known id as a duplicate, so "full" proves
        // that it was not stored.
        publish.mayBeStored = false;
        publish.troubleSince = undefined;
        if (!publish.mayWait) return publish.settle(undefined);
        this.#putBack(publish);
        if (freed === this.#freed) this.#pause(POLL_MS);
        return;
      case "closed":
        return publish.fail(closed(publish));
      case "fatal":
        return publish.fail(failure.error);
      case "unknown":
        publish.mayBeStored = true;
    }
    if (failure.is === "again") {
      const reason = await this.#whyNobodyListens(publish);
      if (reason !== undefined) return publish.fail(reason);
    }
    if (this.#connection.lost) return publish.fail(this.#connection.lost);
    publish.troubleSince ??= performance.now();
    const { patience } = this.#connection;
    if (performance.now() - publish.troubleSince > patience) {
      return publish.fail(noAnswer(error));
    }
    this.#pause(PAUSE_MS);
    this.#putBack(publish);
  }

  /** A queue that was closed or deleted has no subject any more. */
  async #whyNobodyListens(publish: PendingPublish): Promise<Error | undefined> {
    try {
      const info = await this.#connection.jsm.streams.info(this.#queue);
      return isClosed(info) ? closed(publish) : undefined;
    } catch (error) {
      return isNoStream(error) ? missing(this.#queue) : undefined;
    }
  }

  /** Puts a refused one back where it was, unless its wait is over. */
  #putBack(publish: PendingPublish): void {
    if (this.#connection.lost) return publish.fail(this.#connection.lost);
    if (publish.interruption !== undefined) return publish.giveUp();
    const after = this.#refused.findIndex(({ order }) => order > publish.order);
    const place = after < 0 ? this.#refused.length : after;
    this.#refused.splice(place, 0, publish);
  }

  #drop(publish: PendingPublish): void {
    // One on its way may have been stored: its answer decides.
    if (this.#flying.has(publish)) return;
    if (publish.list !== undefined) this.#waiting.remove(publish);
    const place = this.#refused.indexOf(publish);
    if (place >= 0) this.#refused.splice(place, 1);
    publish.giveUp();
  }

  #failAll(error: BrokerError): void {
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

/** Headers of ours are never longer than this, in bytes, but for a fault's message. */
const HEADER_ROOM = 4096;

function closed({ publication }: PendingPublish): ChannelClosedError {
  return new ChannelClosedError(
    "Cannot send: the queue is closed",
    publication.value,
  );
}
