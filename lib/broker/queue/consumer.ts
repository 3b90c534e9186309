import {
  type ConsumerConfig,
  type ConsumerInfo,
  JetStreamApiError,
} from "../../deps/nats_jetstream.ts";
import { BrokerError } from "../broker_error.ts";
import type { Connection } from "../connection/connection.ts";
import { retryRequest } from "../connection/retry_request.ts";
import { CONSUMER } from "./names.ts";
import { consumerConfig } from "./queue_config.ts";

/**
 * The consumer of a queue; made anew, as `config` says, if it is not there.
 *
 * The process that made the queue may have died before it made the consumer.
 */
export async function findConsumer(
  connection: Connection,
  name: string,
  config: Partial<ConsumerConfig> = consumerConfig({}),
): Promise<ConsumerInfo> {
  const { consumers } = connection.jsm;
  return await retryRequest(connection, () => consumers.info(name, CONSUMER))
    .catch((error: unknown) => {
      const { cause } = error instanceof BrokerError ? error : { cause: null };
      const isMissing = cause instanceof JetStreamApiError &&
        cause.name === "ConsumerNotFoundError";
      if (!isMissing) throw error;
      return retryRequest(connection, () => consumers.add(name, config));
    });
}

/**
 * Makes the consumer of a queue forget what it has given out: all that is in the
 * queue is given out again.
 */
export async function renewConsumer(
  connection: Connection,
  name: string,
  config: Partial<ConsumerConfig>,
): Promise<void> {
  const { consumers } = connection.jsm;
  await retryRequest(connection, () => consumers.delete(name, CONSUMER))
    .catch((error: unknown) => {
      // Another worker may be doing the same.
      if (!(error instanceof BrokerError) || error.kind !== "missing") {
        throw error;
      }
    });
  await findConsumer(connection, name, config);
}
