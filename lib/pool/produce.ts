import type { Channel } from "../channel.ts";
import type { Source } from "./options.ts";
import { untilAborted } from "../internal/until_aborted.ts";

/** Sends everything a source has; rejects when the signal aborts before. */
export async function produceAll<T>(
  source: Source<T>,
  channel: Channel<T>,
  signal: AbortSignal,
): Promise<void> {
  const send = (item: T) => channel.send(item, { signal });
  if (typeof source === "function") return await source(send, { signal });
  for await (const item of untilAborted(source, signal)) await send(item);
}
