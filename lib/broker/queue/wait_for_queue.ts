import { delay } from "../../deps/std/delay.ts";
import { TimeoutError } from "../../errors.ts";
import { within } from "../../internal/abortable.ts";
import type { QueueWait } from "../channel_options.ts";
import type { Connection } from "../connection/connection.ts";
import { streamInfo } from "./stream_info.ts";

/** How often is looked for a queue that is not there yet, in milliseconds. */
const POLL_MS = 250;

/** How long a last look may take, in milliseconds. */
const LOOK_MS = 250;

/** Waits until a queue was made. */
export async function waitForQueue(
  connection: Connection,
  name: string,
  { timeout = Infinity, signal, onWait }: QueueWait,
): Promise<void> {
  const end = performance.now() + timeout;
  const late = () =>
    new TimeoutError(`Cannot use ${name}: nobody made it in time`);
  for (let isFirst = true;; isFirst = false) {
    signal?.throwIfAborted();
    connection.leaving.throwIfAborted();
    const found = await within(
      streamInfo(connection, name),
      // At 0, there is time for one look.
      { timeout: Math.max(LOOK_MS, end - performance.now()), signal },
      late,
    );
    if (found !== undefined) return;
    if (isFirst) onWait?.();
    if (performance.now() >= end) throw late();
    const pause = Math.min(POLL_MS, end - performance.now());
    await delay(pause, signal && { signal }).catch(() => {});
  }
}
