import type { Channel } from "../channel.ts";
import type { Source } from "./options.ts";

/** Sends everything a source has; settles when it has no more. */
export async function produceAll<T>(
  source: Source<T>,
  channel: Channel<T>,
  signal: AbortSignal,
): Promise<void> {
  const send = (item: T) => channel.send(item, { signal });
  if (typeof source === "function") return await source(send, { signal });
  for await (const item of source) await send(item);
}
