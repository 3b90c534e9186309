import {
  JetStreamApiError,
  type StreamInfo,
} from "../../../lib/deps/nats_jetstream.ts";
import { headers, type Msg } from "../../../lib/deps/nats_transport.ts";
import type { Connection } from "../../../lib/broker/connection/connection.ts";
import { BrokerError } from "../../../lib/broker/broker_error.ts";
import {
  consumerConfig,
  streamConfig,
} from "../../../lib/broker/queue/queue_config.ts";

const encoder = new TextEncoder();

/** What was published. */
export interface Published {
  readonly subject: string;
  readonly text: string;
  readonly reply?: string | undefined;
}

type Listener = (error: Error | null, message: Msg) => void;

/** What the server says of something that is not there. */
export function notFound(code = 10059): JetStreamApiError {
  const error = new JetStreamApiError({
    ...{ err_code: code, code: 404, description: "not found" },
  });
  const name = code === 10059 ? "StreamNotFoundError" : "ConsumerNotFoundError";
  return Object.assign(error, { name });
}

/** A connection to no broker: the test hears what is said, and answers if it likes. */
export class FakeConnection {
  readonly published: Published[] = [];
  lost: BrokerError | undefined;
  isAway = false;
  isMute = false;
  patience = -1;
  readonly #leave = new AbortController();
  readonly leaving = this.#leave.signal;
  maxPayload = 2 ** 20;
  hasJetStream = true;
  /** What the broker says of each stream, and of each consumer. */
  readonly streams = new Map<string, StreamInfo>();
  consumer: Record<string, unknown> = {};
  readonly #listeners = new Map<string, Listener>();
  readonly #onLost: ((error: BrokerError) => void)[] = [];
  readonly #onBack: (() => void)[] = [];
  readonly #onError: ((error: Error) => void)[] = [];

  readonly nc = {
    isClosed: () => false,
    publish: (
      subject: string,
      data: string | Uint8Array = "",
      { reply }: { reply?: string } = {},
    ) => {
      const text = typeof data === "string"
        ? data
        : new TextDecoder().decode(data);
      this.published.push({ subject, text, reply });
    },
    subscribe: (subject: string, { callback }: { callback: Listener }) => {
      this.#listeners.set(subject, callback);
      const unsubscribe = () => void this.#listeners.delete(subject);
      return { unsubscribe, drain: () => Promise.resolve(unsubscribe()) };
    },
  };

  readonly jsm = {
    streams: {
      info: (name: string) => {
        const info = this.streams.get(name);
        return info === undefined
          ? Promise.reject(notFound())
          : Promise.resolve(info);
      },
    },
    consumers: { info: () => Promise.resolve(this.consumer) },
  };

  /** The same, as what it is taken for. */
  get connection(): Connection {
    return this as unknown as Connection;
  }

  /** Lets the broker have a queue. */
  addQueue(name: string, of: { size?: number; isClosed?: boolean } = {}): void {
    const config = streamConfig(name, "queue", { capacity: 10 });
    const subjects = of.isClosed ? [`sluice.${name}.closed`] : config.subjects;
    const state = { messages: of.size ?? 0, first_seq: 1, last_seq: 0 };
    const created = "2026-01-01T00:00:00Z";
    const info = { config: { ...config, subjects }, state, created };
    this.streams.set(name, info as unknown as StreamInfo);
    this.consumer = { config: consumerConfig({}), num_pending: 0 };
  }

  /** Sends a message to who listens for its subject, or for all that begin like it. */
  say(subject: string, message: Partial<FakeMessage> = {}): void {
    const wide = subject.replace(/[^.]*$/, "*");
    const heard = this.#listeners.get(subject) ?? this.#listeners.get(wide);
    heard?.(null, fakeMessage({ subject, ...message }));
  }

  /** The subject under which it hears answers. */
  get inbox(): string {
    const found = [...this.#listeners.keys()].find((subject) =>
      subject.endsWith("*")
    );
    return found?.slice(0, -1) ?? "";
  }

  lose(error = new BrokerError("unreachable", "lost")): void {
    this.lost = error;
    this.isAway = true;
    for (const listener of this.#onLost) listener(error);
  }

  /** Ends the patience with the broker. */
  leave(): void {
    this.#leave.abort(new Error("leaving"));
  }

  /** Lets it come back. */
  comeBack(): void {
    this.isAway = false;
    for (const listener of this.#onBack) listener();
  }

  /** Says an error of no request. */
  trouble(error: Error): void {
    for (const listener of this.#onError) listener(error);
  }

  onLost = (listener: (error: BrokerError) => void) =>
    void this.#onLost.push(listener);
  onBack = (listener: () => void) => void this.#onBack.push(listener);
  onError = (listener: (error: Error) => void) =>
    void this.#onError.push(listener);
}

/** What a test says of a message. */
export interface FakeMessage {
  readonly subject: string;
  readonly text: string;
  readonly reply: string;
  /** Headers, and the status of one that is no value. */
  readonly headers: Readonly<Record<string, string>>;
  readonly code: number;
  /** Called with what is answered. */
  readonly respond: (text: string) => void;
}

/** A message. */
export function fakeMessage(
  { subject = "", text = "", reply = "", code = 0, ...rest }: Partial<
    FakeMessage
  > = {},
): Msg {
  const about = code === 0 ? headers() : headers(code, "why");
  for (const [name, value] of Object.entries(rest.headers ?? {})) {
    about.set(name, value);
  }
  return {
    ...{ subject, reply, headers: about, data: encoder.encode(text) },
    string: () => text,
    json: () => JSON.parse(text),
    respond: (data: Uint8Array | string) => {
      const said = typeof data === "string"
        ? data
        : new TextDecoder().decode(data);
      rest.respond?.(said);
      return true;
    },
  } as unknown as Msg;
}

/** The address of an answer to the value at a place, given out for the `count`th time. */
export function replyOf(
  { sequence = 1, count = 1, storedAt = 1_000 } = {},
): string {
  return `$JS.ACK.q.workers.${count}.${sequence}.9.${storedAt * 1e6}.0`;
}
