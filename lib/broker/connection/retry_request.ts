import { delay } from "../../deps/std/delay.ts";
import { abortable, within } from "../../internal/abortable.ts";
import { BrokerError } from "../broker_error.ts";
import { type Connection, LEAVING_MS } from "./connection.ts";
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
 * @throws The reason why the connection is left, if that came before an answer.
 */
export async function retryRequest<T>(
  connection: Connection,
  request: () => Promise<T>,
): Promise<T> {
  const start = performance.now();
  const end = start + connection.patience;
  for (;;) {
    if (connection.lost !== undefined) throw connection.lost;
    if (connection.isMute) throw connection.leaving.reason;
    try {
      return await answerOf(connection, request());
    } catch (error) {
      const { aborted, reason } = connection.leaving;
      const failure = classifyFailure(error);
      if (failure.is === "fatal") throw failure.error;
      if (failure.is === "closed") throw error;
      if (aborted) throw connection.lost ?? reason;
      const now = performance.now();
      if (now > end) throw connection.lost ?? noAnswer(error);
      const isNone = isOff(error) && !connection.hasJetStream;
      if (isNone && now > start + OFF_MS) throw noAnswer(error);
    }
    // Cut short by who leaves, who asks once more.
    await delay(PAUSE_MS, { signal: connection.leaving }).catch(() => {});
  }
}

/**
 * Waits for an answer; once the connection is to be left, no longer than half a second.
 *
 * @throws What the answer is rejected with, or why the connection is left.
 */
async function answerOf<T>(
  connection: Connection,
  answer: Promise<T>,
): Promise<T> {
  const { leaving } = connection;
  try {
    return await abortable(answer, leaving);
  } catch (error) {
    if (!leaving.aborted) throw error;
  }
  const late = () => {
    connection.isMute = true;
    return leaving.reason;
  };
  const timeout = connection.isAway ? 0 : LEAVING_MS;
  return await within(answer, { timeout }, late);
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
