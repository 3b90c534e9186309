import { JetStreamApiError } from "../../deps/nats_jetstream.ts";
import {
  createInbox,
  errors,
  type Msg,
  type MsgHdrs,
} from "../../deps/nats_transport.ts";
import { watch } from "../../internal/deadline.ts";
import { turn } from "../../internal/turn.ts";
import { ANSWER_MS, type Connection, LEAVING_MS } from "./connection.ts";

/** What the broker says of a message that it holds. */
export interface PublishAnswer {
  /** The position of the message in its stream, from 1. */
  readonly sequence: number;
  /** Whether it was there before. */
  readonly isDuplicate: boolean;
}

/** A message to be published, and who is told what became of it. */
export interface Publishing {
  readonly subject: string;
  readonly data: Uint8Array;
  /** Name the message. */
  readonly headers: MsgHdrs | undefined;
  /** Called when the broker holds it. */
  stored(answer: PublishAnswer): void;
  /** Called with what {@linkcode classifyFailure} takes. */
  failed(error: Error): void;
}

/** A message on its way. */
interface Flight {
  readonly message: Publishing;
  readonly sentAt: number;
}

/**
 * Publishes messages to streams, and says what became of each.
 *
 * The client's own `publish` makes a timer and a request object for each message,
 * which costs six times as much; here all share one subscription and one timer. What is
 * published in one turn of the event loop goes out together: each write to the socket
 * costs as much as some messages.
 *
 * Invariants: a flight is in `#flights` exactly until it has an outcome; `#gathered` are
 * those of them that were not handed to the client; the timer runs exactly while there are
 * flights.
 */
export class Publisher {
  readonly #connection: Connection;
  readonly #inbox: string;
  readonly #flights = new Map<string, Flight>();
  #gathered: string[] = [];
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
    watch({ interrupt: () => this.#leave() }, { signal: connection.leaving });
  }

  /** Publishes a message when the event loop turns. */
  start(message: Publishing): void {
    const token = (++this.#count).toString(36);
    this.#flights.set(token, { message, sentAt: performance.now() });
    this.#timer ??= setInterval(() => this.#failOverdue(), ANSWER_MS / 4);
    if (this.#gathered.length === 0) turn.atEnd(() => this.#write());
    this.#gathered.push(token);
  }

  /** Publishes a message; rejects with what {@linkcode classifyFailure} takes. */
  publish(
    message: Omit<Publishing, "stored" | "failed">,
  ): Promise<PublishAnswer> {
    return new Promise((stored, failed) =>
      this.start({ ...message, stored, failed })
    );
  }

  #write(): void {
    const gathered = this.#gathered;
    this.#gathered = [];
    for (const token of gathered) {
      const flight = this.#flights.get(token);
      if (flight === undefined) continue;
      const { subject, data, headers } = flight.message;
      const reply = this.#inbox + token;
      const how = headers === undefined ? { reply } : { reply, headers };
      try {
        this.#connection.nc.publish(subject, data, how);
      } catch (error) {
        this.#land(token)?.failed(error as Error);
      }
    }
  }

  #answer(message: Msg): void {
    const token = message.subject.slice(this.#inbox.length);
    const landed = this.#land(token);
    if (landed === undefined) return;
    let answer: PublishAnswer;
    try {
      answer = answerOf(message, landed.subject);
    } catch (error) {
      return landed.failed(error as Error);
    }
    landed.stored(answer);
  }

  #land(token: string): Publishing | undefined {
    const flight = this.#flights.get(token);
    this.#flights.delete(token);
    if (this.#flights.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    return flight?.message;
  }

  #failOverdue(): void {
    const { leaving } = this.#connection;
    const limit = leaving.aborted ? LEAVING_MS : ANSWER_MS;
    const oldest = performance.now() - limit;
    for (const [token, { sentAt }] of this.#flights) {
      // They are in the order of their departure.
      if (sentAt > oldest) return;
      if (leaving.aborted) this.#connection.isMute = true;
      this.#land(token)?.failed(new errors.TimeoutError());
    }
  }

  /** Looks more often: who is about to leave does not wait for long. */
  #leave(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#failOverdue(), LEAVING_MS / 10);
  }

  #failAll(error: Error): void {
    for (const token of [...this.#flights.keys()]) {
      this.#land(token)?.failed(error);
    }
  }

  /** A user who may not publish there gets no answer but this. */
  #refuse(error: Error): void {
    if (!(error instanceof errors.PermissionViolationError)) return;
    if (error.operation !== "publish") return;
    for (const [token, { message }] of [...this.#flights]) {
      if (message.subject === error.subject) this.#land(token)?.failed(error);
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
