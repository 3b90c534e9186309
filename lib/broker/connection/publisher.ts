import { JetStreamApiError } from "../../deps/nats_jetstream.ts";
import {
  createInbox,
  errors,
  type Msg,
  type MsgHdrs,
} from "../../deps/nats_transport.ts";
import { ANSWER_MS, type Connection } from "./connection.ts";

/** What the broker says of a message that it holds. */
export interface PublishAnswer {
  /** The position of the message in its stream, from 1. */
  readonly sequence: number;
  /** Whether it was there before. */
  readonly isDuplicate: boolean;
}

/** A message on its way. */
interface Flight {
  readonly subject: string;
  readonly sentAt: number;
  readonly resolve: (answer: PublishAnswer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Publishes messages to streams, and says what became of each.
 *
 * The client's own `publish` makes a timer and a request object for each message,
 * which costs six times as much; here all share one subscription and one timer.
 *
 * Invariants: a flight is in `#flights` exactly until it has an outcome; the timer
 * runs exactly while there are flights.
 */
export class Publisher {
  readonly #connection: Connection;
  readonly #inbox: string;
  readonly #flights = new Map<string, Flight>();
  #count = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Publishes over `connection`, until that is lost. */
  constructor(connection: Connection, inbox: string | undefined) {
    this.#connection = connection;
    this.#inbox = `${createInbox(inbox)}.`;
    connection.nc.subscribe(`${this.#inbox}*`, {
      callback: (error, message) => {
        if (error === null) this.#answer(message);
        else this.#failAll(error);
      },
    });
    connection.onLost((error) => this.#failAll(error));
    // Answers that were on their way when the connection broke never come.
    connection.onBack(() => this.#failAll(new errors.TimeoutError()));
    connection.onError((error) => this.#refuse(error));
  }

  /**
   * Publishes a message; its headers name it.
   *
   * Rejects as the client does, with what {@linkcode classifyFailure} takes.
   */
  publish(
    subject: string,
    data: Uint8Array,
    headers: MsgHdrs | undefined,
  ): Promise<PublishAnswer> {
    const token = (++this.#count).toString(36);
    const { promise, resolve, reject } = Promise.withResolvers<PublishAnswer>();
    const reply = this.#inbox + token;
    try {
      this.#connection.nc.publish(subject, data, {
        reply,
        ...(headers !== undefined && { headers }),
      });
    } catch (error) {
      reject(error);
      return promise;
    }
    const sentAt = performance.now();
    this.#flights.set(token, { subject, sentAt, resolve, reject });
    this.#timer ??= setInterval(() => this.#failOverdue(), ANSWER_MS / 4);
    return promise;
  }

  #answer(message: Msg): void {
    const token = message.subject.slice(this.#inbox.length);
    const flight = this.#land(token);
    if (flight === undefined) return;
    try {
      flight.resolve(answerOf(message, flight.subject));
    } catch (error) {
      flight.reject(error as Error);
    }
  }

  #land(token: string): Flight | undefined {
    const flight = this.#flights.get(token);
    this.#flights.delete(token);
    if (this.#flights.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    return flight;
  }

  #failOverdue(): void {
    const oldest = performance.now() - ANSWER_MS;
    for (const [token, { sentAt }] of this.#flights) {
      // They are in the order of their departure.
      if (sentAt > oldest) return;
      this.#land(token)?.reject(new errors.TimeoutError());
    }
  }

  #failAll(error: Error): void {
    for (const token of [...this.#flights.keys()]) {
      this.#land(token)?.reject(error);
    }
  }

  /** A user who may not publish there gets no answer but this. */
  #refuse(error: Error): void {
    if (!(error instanceof errors.PermissionViolationError)) return;
    if (error.operation !== "publish") return;
    for (const [token, { subject }] of [...this.#flights]) {
      if (subject === error.subject) this.#land(token)?.reject(error);
    }
  }
}

function answerOf(message: Msg, subject: string): PublishAnswer {
  if (message.data.length === 0 && message.headers?.code === 503) {
    throw new errors.NoRespondersError(subject);
  }
  const { error, seq, duplicate } = message.json<RawAnswer>();
  if (error !== undefined) throw new JetStreamApiError(error);
  return { sequence: seq ?? 0, isDuplicate: duplicate ?? false };
}

interface RawAnswer {
  readonly error?: ConstructorParameters<typeof JetStreamApiError>[0];
  readonly seq?: number;
  readonly duplicate?: boolean;
}
