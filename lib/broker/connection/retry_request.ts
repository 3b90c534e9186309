import { delay } from "../../deps/std/delay.ts";
import { BrokerError } from "../broker_error.ts";
import { judge } from "./failure.ts";
import type { Connection } from "./connection.ts";

/** Pause before a request is made again, in milliseconds. */
const PAUSE_MS = 100;

/**
 * Makes a request again and again until the broker answers it.
 *
 * For requests that do no harm when they are done twice.
 *
 * @throws {BrokerError} If the answer is no, or none came within the connection's patience.
 */
export async function retryRequest<T>(
  connection: Connection,
  request: () => Promise<T>,
): Promise<T> {
  const end = performance.now() + connection.patience;
  for (;;) {
    if (connection.lost !== undefined) throw connection.lost;
    try {
      return await request();
    } catch (error) {
      const verdict = judge(error);
      if (verdict.is === "fatal") throw verdict.error;
      if (verdict.is === "sealed") throw error;
      if (performance.now() > end) throw connection.lost ?? silent(error);
    }
    await delay(PAUSE_MS);
  }
}

/** The error for a broker that gives no answer of use. */
export function silent(cause: unknown): BrokerError {
  const isOff = cause instanceof Error && cause.name === "JetStreamNotEnabled";
  return isOff
    ? new BrokerError(
      "missing",
      "Cannot use the broker: its JetStream is not on, as with `nats-server -js`",
      { cause },
    )
    : new BrokerError(
      "unreachable",
      "Cannot reach the broker: it does not answer",
      { cause },
    );
}
