import type { StreamInfo } from "../../deps/nats_jetstream.ts";
import { parseServers } from "../address.ts";
import { Connection, type ConnectOptions } from "../connection/connection.ts";
import { retryRequest } from "../connection/retry_request.ts";
import { type BrokerStats, queueStats } from "./queue_stats.ts";
import { kindOf } from "./stream_info.ts";

/** A queue of a broker, at one moment. */
export interface QueueSummary extends BrokerStats {
  /** Its name. */
  readonly name: string;
}

/**
 * The queues of a broker, by name; dead letters count with their queue.
 *
 * Costs some requests, and three for each queue.
 *
 * @param address As in `nats://host:4222`.
 * @param options How to connect.
 * @throws {BrokerError} If the broker cannot be used, or the user may not ask.
 */
export async function listQueues(
  address: string,
  options: ConnectOptions = {},
): Promise<QueueSummary[]> {
  const connection = await Connection.open(parseServers(address), options);
  try {
    const infos = await connection.opening(() => streamsOf(connection));
    const names = infos
      .filter(({ config }) => (kindOf(config) ?? "queue") === "queue")
      .map(({ config }) => config.name)
      .sort();
    return await Promise.all(
      names.map(async (name) => ({
        name,
        ...await queueStats(connection, name),
      })),
    );
  } finally {
    await connection.close();
  }
}

/** All streams of ours. */
async function streamsOf(connection: Connection): Promise<StreamInfo[]> {
  const { streams } = connection.jsm;
  return await retryRequest(connection, async () => {
    const found: StreamInfo[] = [];
    const lister = streams.list("sluice.>");
    for await (const info of lister) found.push(info);
    return found;
  });
}
