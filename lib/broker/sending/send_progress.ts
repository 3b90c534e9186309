import {
  DiscardPolicy,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from "../../deps/nats_jetstream.ts";
import { nanos } from "../../deps/nats_transport.ts";
import type { Connection } from "../connection/connection.ts";
import type { Publisher } from "../connection/publisher.ts";
import { retryRequest } from "../connection/retry_request.ts";
import { digestOf, idHeaders } from "../message_id.ts";
import { givenBackSubject, namesOf, sendSubject } from "../queue/names.ts";
import { metadataOf, nullIfAbsent, streamInfo } from "../queue/stream_info.ts";

/** How long it is kept how far an input was sent, in milliseconds: a week. */
const KEPT_MS = 7 * 24 * 3_600_000;

/** How far a named input was sent. */
export interface SendProgress {
  /** How many of its first values are stored. */
  readonly count: number;
  /** Of those values, as the sender computes it. */
  readonly digest: string;
  /** Whether that is the whole input. */
  readonly isWhole: boolean;
  /** When that was so. */
  readonly time: Date;
  /**
   * Whether the server was started anew since: then it does not know the ids of what has
   * left the queue. Not to be known of a cluster.
   */
  readonly isServerNew: boolean;
}

/** What is kept of it. */
interface ProgressRecord {
  readonly count: number;
  readonly digest: string;
  readonly isWhole: boolean;
  /** Which start of which server it was; undefined for a cluster. */
  readonly server?: string | undefined;
}

/**
 * Keeps, beside a queue, how far each named input was sent.
 *
 * The broker knows ids for minutes only; this is known for a week.
 */
export class SendProgresses {
  readonly #connection: Connection;
  readonly #publisher: Publisher;
  readonly #queue: string;

  /** Keeps those of one queue. */
  constructor(connection: Connection, publisher: Publisher, queue: string) {
    this.#connection = connection;
    this.#publisher = publisher;
    this.#queue = queue;
  }

  /** How far the input of that name was sent; undefined if nothing is known. */
  async load(name: string): Promise<SendProgress | undefined> {
    const { streams } = this.#connection.jsm;
    const query = { last_by_subj: this.#subjectOf(name) };
    const { sends } = namesOf(this.#queue);
    const found = await retryRequest(
      this.#connection,
      () => streams.getMessage(sends, query),
    ).catch(nullIfAbsent);
    if (found === null) return undefined;
    const { server, ...progress } = found.json<ProgressRecord>();
    const isServerNew = server !== undefined && server !== this.#server;
    return { ...progress, time: found.time, isServerNew };
  }

  /**
   * Remembers how far the input of that name was sent; tries for as long as the
   * connection has patience.
   */
  async save(
    name: string,
    progress: Pick<SendProgress, "count" | "digest" | "isWhole">,
  ): Promise<void> {
    const record: ProgressRecord = { ...progress, server: this.#server };
    const data = new TextEncoder().encode(JSON.stringify(record));
    const headers = idHeaders(crypto.randomUUID());
    const subject = this.#subjectOf(name);
    const publish = () => this.#publisher.publish({ subject, data, headers });
    await retryRequest(
      this.#connection,
      () =>
        publish().catch(async (error) => {
          // Queues of an older program have no such stream.
          if (error.name !== "NoResponders") throw error;
          await makeProgresses(this.#connection, this.#queue, 1);
          return await publish();
        }),
    );
  }

  get #server(): string | undefined {
    const { info } = this.#connection.nc;
    return info?.cluster === undefined ? info?.server_id : undefined;
  }

  #subjectOf(name: string): string {
    return sendSubject(this.#queue, digestOf(new TextEncoder().encode(name)));
  }
}

/**
 * Makes the stream that keeps how far each named input of a queue was sent, and which
 * items were given back.
 */
export async function makeProgresses(
  connection: Connection,
  queue: string,
  replicas: number,
): Promise<void> {
  const { streams } = connection.jsm;
  const config = progressConfig(queue, replicas);
  if (await streamInfo(connection, config.name) !== undefined) return;
  await retryRequest(connection, () => streams.add(config))
    .catch(async (error: unknown) => {
      // Another may have made it meanwhile, for a queue of other settings.
      if (await streamInfo(connection, config.name) === undefined) throw error;
    });
}

function progressConfig(
  queue: string,
  replicas: number,
): Partial<StreamConfig> & { name: string } {
  return {
    name: namesOf(queue).sends,
    subjects: [
      sendSubject(queue, "*"),
      givenBackSubject(queue, "*", "*"),
    ],
    metadata: metadataOf("sends"),
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    storage: StorageType.File,
    max_msgs_per_subject: 1,
    max_age: nanos(KEPT_MS),
    num_replicas: replicas,
  };
}
