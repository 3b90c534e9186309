import {
  createInbox,
  errors,
  type Msg,
  nanos,
  type Subscription,
} from "../../deps/nats_transport.ts";
import { deadline } from "../../deps/std/deadline.ts";
import { invariant, invariants } from "../../internal/invariant.ts";
import {
  ANSWER_MS,
  CLOSE_MS,
  type Connection,
} from "../connection/connection.ts";
import { CONSUMER } from "../queue/names.ts";
import { Delivery } from "./delivery.ts";

/** How long the broker keeps a request for values, in milliseconds. */
const EXPIRES_MS = 5000;

/** Most requests at the same time; each asks for many values. */
const MOST_REQUESTS = 4;

/** What a {@linkcode Puller} works with. */
export interface PullerParts {
  readonly connection: Connection;
  readonly queue: string;
  /** Where answers come. */
  readonly inbox: string | undefined;
  /** Called with each value. */
  readonly onDelivery: (delivery: Delivery) => void;
  /** Called when a request ended with less than it asked for, and why. */
  readonly onShort: (trouble: Error | undefined) => void;
}

/**
 * Asks the broker for values, and is given them.
 *
 * The client's own `fetch` subscribes anew for each request, keeps one for a second at
 * least, and costs three times as much a value.
 *
 * Invariants: `#asked` is how many values may still come, as far as is known, and 0
 * exactly while `#requests` is empty.
 */
export class Puller {
  readonly #parts: PullerParts;
  readonly #inbox: string;
  readonly #subscription: Subscription;
  /** When each request was made, by its number. */
  readonly #requests = new Map<string, number>();
  #asked = 0;
  #count = 0;
  #sweep: ReturnType<typeof setInterval> | undefined;

  /** Asks for the values of one queue. */
  constructor(parts: PullerParts) {
    const { connection, inbox } = parts;
    this.#parts = parts;
    this.#inbox = `${createInbox(inbox)}.`;
    this.#subscription = connection.nc.subscribe(`${this.#inbox}*`, {
      callback: (error, message) => {
        if (error === null) this.#receive(message);
        else this.#reset(error);
      },
    });
    connection.onBack(() => this.#reset());
    connection.onLost(() => clearInterval(this.#sweep));
    connection.onError((error) => this.#refuse(error));
  }

  /** Sees to it that `room` values may come, and no more. */
  want(room: number): void {
    const missing = room - this.#asked;
    const isSmall = missing < 1 || missing * 2 < this.#asked;
    if (isSmall || this.#requests.size >= MOST_REQUESTS) return;
    const { connection, queue } = this.#parts;
    if (connection.isAway) return;
    const id = (++this.#count).toString(36);
    const request = { batch: missing, expires: nanos(EXPIRES_MS) };
    connection.nc.publish(
      `$JS.API.CONSUMER.MSG.NEXT.${queue}.${CONSUMER}`,
      JSON.stringify(request),
      { reply: this.#inbox + id },
    );
    this.#asked += missing;
    this.#requests.set(id, performance.now());
    this.#sweep ??= setInterval(() => this.#dropOverdue(), ANSWER_MS);
  }

  /**
   * Asks anew; the broker may not look at a request of before a pause until it expires.
   *
   * What such a request gives after all comes as well, and may be more than was wanted.
   */
  renew(): void {
    this.#reset();
  }

  /** Ends all requests; resolves when what was on its way has been delivered. */
  async close(): Promise<void> {
    clearInterval(this.#sweep);
    const { connection } = this.#parts;
    if (connection.isAway || connection.isMute) {
      return this.#subscription.unsubscribe();
    }
    await deadline(this.#subscription.drain(), CLOSE_MS).catch(() => {
      connection.isMute = true;
    });
  }

  #receive(message: Msg): void {
    if (message.subject.startsWith(this.#inbox)) return this.#end(message);
    this.#asked = Math.max(0, this.#asked - 1);
    if (this.#asked === 0) this.#requests.clear();
    this.#parts.onDelivery(new Delivery(message));
    this.#check();
  }

  /** A message without a value tells how a request ended. */
  #end(message: Msg): void {
    const code = message.headers?.code ?? 0;
    // A sign of life.
    if (code === 100) return;
    this.#requests.delete(message.subject.slice(this.#inbox.length));
    const left = Number(message.headers?.get("Nats-Pending-Messages") || NaN);
    if (left > 0) this.#asked = Math.max(0, this.#asked - left);
    if (this.#requests.size === 0) this.#asked = 0;
    else if (this.#asked === 0) this.#requests.clear();
    const isTimeout = code === 408 || code === 404;
    this.#parts.onShort(isTimeout ? undefined : errorOf(message, code));
    this.#check();
  }

  #dropOverdue(): void {
    const [oldest] = this.#requests.values();
    if (oldest === undefined) return;
    const age = performance.now() - oldest;
    if (age > EXPIRES_MS + ANSWER_MS) this.#reset(new errors.TimeoutError());
  }

  /** Forgets all requests: what becomes of them is unknown. */
  #reset(trouble?: Error): void {
    this.#requests.clear();
    this.#asked = 0;
    this.#parts.onShort(trouble);
  }

  #refuse(error: Error): void {
    if (!(error instanceof errors.PermissionViolationError)) return;
    const { queue } = this.#parts;
    if (error.subject === `$JS.API.CONSUMER.MSG.NEXT.${queue}.${CONSUMER}`) {
      this.#reset(error);
    }
  }

  #check(): void {
    if (!invariants.checked) return;
    const isIdle = this.#requests.size === 0;
    invariant(
      isIdle === (this.#asked === 0),
      "values may come exactly while there is a request",
    );
  }
}

function errorOf(message: Msg, code: number): Error {
  if (code === 503) return new errors.NoRespondersError(message.subject);
  const why = message.headers?.description ?? "";
  return Object.assign(new Error(`${code} ${why}`), {
    name: "JetStreamStatusError",
  });
}
