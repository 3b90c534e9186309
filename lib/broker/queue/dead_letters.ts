import { TimeoutError } from "../../errors.ts";
import { abortable, within } from "../../internal/abortable.ts";
import type { WaitOptions } from "../../internal/deadline.ts";
import type { Connection } from "../connection/connection.ts";
import type { Publisher } from "../connection/publisher.ts";
import { retryRequest } from "../connection/retry_request.ts";
import { derivedId, idHeaders } from "../message_id.ts";
import { Outbox } from "../sending/outbox.ts";
import type { Publication } from "../sending/pending_publish.ts";
import {
  type Burial,
  type DeadLetter,
  faultHeaders,
  toDeadLetter,
} from "./dead_letter.ts";
import { namesOf } from "./names.ts";
import { findDeadQueue } from "./queue.ts";
import {
  missing,
  nullIfAbsent,
  streamInfo,
  toQueueInfo,
} from "./stream_info.ts";

/** Most dead letters that are written at once. */
const WINDOW = 16;

/** The values of a queue that were put aside: a queue of its own. */
export class DeadLetters {
  readonly #connection: Connection;
  readonly #publisher: Publisher;
  readonly #queue: string;
  #outbox: Promise<Outbox> | undefined;

  /** Keeps those of one queue. */
  constructor(connection: Connection, publisher: Publisher, queue: string) {
    this.#connection = connection;
    this.#publisher = publisher;
    this.#queue = queue;
  }

  /** Adds a value, once however often that is done; waits while there is no room. */
  async add(
    burial: Omit<Burial, "maxPayload">,
    signal?: AbortSignal,
  ): Promise<void> {
    const { maxPayload } = this.#connection;
    const headers = faultHeaders({ ...burial, maxPayload });
    const { bytes: data, value } = burial.lease;
    const outbox = await abortable(this.#open(), signal);
    await outbox.send({ data, value, headers }, { signal });
  }

  /** The dead letters that are there now, oldest first; later ones are left out. */
  async *list(): AsyncGenerator<DeadLetter, void> {
    const name = namesOf(this.#queue).dead;
    const info = await streamInfo(this.#connection, name);
    const last = info?.state.last_seq ?? 0;
    const { streams } = this.#connection.jsm;
    for (let seq = info?.state.first_seq ?? 1; seq <= last; seq++) {
      // The client's types forget this one: the first message from `seq` on.
      const query: object = { next_by_subj: namesOf(name).items };
      const found = await retryRequest(
        this.#connection,
        () => streams.getMessage(name, { seq, ...query }),
      ).catch(nullIfAbsent);
      if (found === null || found.seq > last) return;
      seq = found.seq;
      yield toDeadLetter(found);
    }
  }

  /** What is sent to have one tried again: the same value, once. */
  async revival(
    letter: DeadLetter,
    options: WaitOptions = {},
  ): Promise<Publication> {
    const { bytes: data, id, place: sequence, attempts } = letter;
    const queue = namesOf(this.#queue).dead;
    const late = () => new TimeoutError("Cannot send: time is out");
    const asked = streamInfo(this.#connection, queue);
    const info = await within(asked, options, late);
    if (info === undefined) throw missing(queue);
    const { created } = toQueueInfo(info);
    const brokerId = derivedId("retry", { queue, created, sequence });
    return {
      data,
      value: data,
      headers: idHeaders(brokerId, { id, attempts }),
    };
  }

  /** Takes one out. */
  async remove({ place }: DeadLetter): Promise<void> {
    const { streams } = this.#connection.jsm;
    const name = namesOf(this.#queue).dead;
    await retryRequest(
      this.#connection,
      () => streams.deleteMessage(name, place, false),
    ).catch(nullIfAbsent);
  }

  #open(): Promise<Outbox> {
    return this.#outbox ??= this.#makeOutbox().catch((error) => {
      this.#outbox = undefined;
      throw error;
    });
  }

  async #makeOutbox(): Promise<Outbox> {
    await findDeadQueue(this.#connection, this.#queue);
    const parts = { connection: this.#connection, publisher: this.#publisher };
    const queue = namesOf(this.#queue).dead;
    return new Outbox(parts, { queue, window: WINDOW });
  }
}
