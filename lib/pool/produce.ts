import type { Channel } from "../channel.ts";
import { untilAborted } from "../internal/until_aborted.ts";
import type { ProducerContext, Send, Source } from "./options.ts";

const SENT: Promise<void> = Promise.resolve();

/** One send in this many lets the event loop turn, if that is overdue. */
const SENDS_A_LOOK = 64;

/** How items are sent. */
export interface ProduceOptions {
  /** Aborts when the pool gives up. */
  readonly signal: AbortSignal;
  /** Whether items are weighed; each must be weighed only once. */
  readonly weighs: boolean;
}

/** Sends everything a source has; rejects when the signal aborts before. */
export async function produceAll<T>(
  source: Source<T>,
  channel: Channel<T>,
  { signal, weighs }: ProduceOptions,
): Promise<void> {
  let sends = 0;
  const isSent = (item: T) =>
    !weighs && ++sends % SENDS_A_LOOK > 0 && channel.trySend(item);
  const send = (item: T) =>
    isSent(item) ? SENT : channel.send(item, { signal });
  if (typeof source === "function") {
    return await produceBy(source, send, { signal });
  }
  for await (const item of untilAborted(source, signal)) await send(item);
}

/**
 * Runs a function that sends, and waits for the sends that it did not await.
 *
 * Otherwise the channel would be closed first, and those items lost in silence.
 */
async function produceBy<T>(
  source: (send: Send<T>, context: ProducerContext) => Promise<void> | void,
  send: Send<T>,
  context: ProducerContext,
): Promise<void> {
  const pending = new Set<Promise<void>>();
  await source((item) => {
    const waiting = send(item);
    if (waiting === SENT) return SENT;
    const sent = waiting.then(
      () => void pending.delete(sent),
      (error) => {
        pending.delete(sent);
        // What the pool gave up for is for `join` to throw, not for each send.
        if (context.signal.aborted) sent.catch(() => {});
        throw error;
      },
    );
    pending.add(sent);
    return sent;
  }, context);
  // One that rejects fails the producer. One that rejected before and was not
  // handled is an unhandled rejection.
  while (pending.size > 0) await Promise.all(pending);
}
