import { delay } from "../../deps/std/delay.ts";
import { within } from "../../internal/abortable.ts";
import type { WaitOptions } from "../../internal/deadline.ts";
import type { Connection } from "../connection/connection.ts";

/** Pause between two looks, in milliseconds. */
const POLL_MS = 250;

/** How long a last look may take, in milliseconds. */
const LOOK_MS = 250;

/** What is waited for. */
export interface Polled {
  /** Asks the broker; resolves to whether the wait is over. */
  readonly look: () => Promise<boolean>;
  /** Makes the error for a wait whose time is out. */
  readonly late: () => Error;
}

/**
 * Asks the broker again and again until the wait is over.
 *
 * @throws What `late` makes after `timeout`; the reason of `signal`, or why the connection
 * is left.
 */
export async function poll(
  { leaving }: Pick<Connection, "leaving">,
  { look, late }: Polled,
  { timeout = Infinity, signal }: WaitOptions,
): Promise<void> {
  const end = performance.now() + timeout;
  for (;;) {
    signal?.throwIfAborted();
    leaving.throwIfAborted();
    const left = end - performance.now();
    // At 0, there is time for one look.
    const limits = { timeout: Math.max(LOOK_MS, left), signal };
    if (await within(look(), limits, late)) return;
    if (performance.now() >= end) throw late();
    const pause = Math.min(POLL_MS, end - performance.now());
    await delay(pause, signal && { signal }).catch(() => {});
  }
}
