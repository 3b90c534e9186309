import { Channel } from "../../../lib/channel.ts";
import type { ChannelOptions } from "../../../lib/channel.ts";

/** A channel that holds 0, 1, 2 … up to its capacity. */
export function filled(options: ChannelOptions<number>): Channel<number> {
  const channel = new Channel<number>(options);
  for (let n = 0; n < channel.capacity; n++) channel.trySend(n);
  return channel;
}

/** Everything that can be received without a wait. */
export function drained<T>(channel: Channel<T>): T[] {
  const values: T[] = [];
  for (let r = channel.tryReceive(); r.state === "ok";) {
    values.push(r.value);
    r = channel.tryReceive();
  }
  return values;
}

/** What a promise rejects with; an error of its own if it does not. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const [result] = await Promise.allSettled([promise]);
  if (result.status === "rejected") return result.reason;
  throw new Error(`It did not reject, but gave ${result.value}`);
}
