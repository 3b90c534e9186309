import { delay } from "../../deps/std/delay.ts";
import { TimeoutError } from "../../errors.ts";
import type { QueueWait } from "../channel_options.ts";
import type { Connection } from "../connection/connection.ts";
import { streamInfo } from "./stream_info.ts";

/** How often is looked for a queue that is not there yet, in milliseconds. */
const POLL_MS = 250;

/** Waits until a queue was made. */
export async function waitForQueue(
  connection: Connection,
  name: string,
  { timeout = Infinity, signal, onWait }: QueueWait,
): Promise<void> {
  const end = performance.now() + timeout;
  for (let isFirst = true;; isFirst = false) {
    signal?.throwIfAborted();
    connection.leaving.throwIfAborted();
    if (await streamInfo(connection, name) !== undefined) return;
    if (isFirst) onWait?.();
    if (performance.now() >= end) {
      throw new TimeoutError(`Cannot use ${name}: nobody made it in time`);
    }
    const pause = Math.min(POLL_MS, end - performance.now());
    await delay(pause, signal && { signal }).catch(() => {});
  }
}
