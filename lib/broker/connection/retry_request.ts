import { delay } from "../../deps/std/delay.ts";
import { BrokerError } from "../broker_error.ts";
import type { Connection } from "./connection.ts";
import { classifyFailure } from "./request_failure.ts";

/** Pause before a request is made again, in milliseconds. */
const PAUSE_MS = 100;

/** How long another server may take to answer for one without JetStream, in ms. */
const OFF_MS = 1000;

/**
 * Makes a request again and again until the broker answers it.
 *
 * For requests that do no harm when they are done twice.
 *
 * @throws {BrokerError} If the answer is no, or none came within the connection's
 * patience.
 */
export async function retryRequest<T>(
  connection: Connection,
  request: () => Promise<T>,
): Promise<T> {
  const start = performance.now();
  const end = start + connection.patience;
  for (;;) {
    if (connection.lost !== undefined) throw connection.lost;
    try {
      return await request();
    } catch (error) {
      const failure = classifyFailure(error);
      if (failure.is === "fatal") throw failure.error;
      if (failure.is === "closed") throw error;
      const now = performance.now();
      if (now > end) throw connection.lost ?? noAnswer(error);
      const isNone = isOff(error) && !connection.hasJetStream;
      if (isNone && now > start + OFF_MS) throw noAnswer(error);
    }
    await delay(PAUSE_MS);
  }
}

/** The error for a broker that gives no answer of use. */
export function noAnswer(cause: unknown): BrokerError {
  if (isOff(cause)) {
    return new BrokerError(
      "missing",
      "Cannot use the broker: its JetStream is not on, as with `nats-server -js`",
      { cause },
    );
  }
  const isMute = !(cause instanceof Error) || cause.name === "TimeoutError";
  const why = isMute ? "it does not answer" : `it says: ${cause.message}`;
  return new BrokerError("unreachable", `Cannot reach the broker: ${why}`, {
    cause,
  });
}

/** Whether the server has no JetStream: its subjects have no listener. */
function isOff(error: unknown): error is Error {
  return error instanceof Error &&
    ["JetStreamNotEnabled", "NoResponders"].includes(error.name);
}
