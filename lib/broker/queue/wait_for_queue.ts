import { TimeoutError } from "../../errors.ts";
import type { QueueWait } from "../channel_options.ts";
import type { Connection } from "../connection/connection.ts";
import { poll } from "./poll.ts";
import { streamInfo } from "./stream_info.ts";

/** Waits until a queue was made. */
export async function waitForQueue(
  connection: Connection,
  name: string,
  { onWait, ...limits }: QueueWait,
): Promise<void> {
  const late = () =>
    new TimeoutError(`Cannot use ${name}: nobody made it in time`);
  let isFirst = true;
  const look = async () => {
    if (await streamInfo(connection, name) !== undefined) return true;
    if (isFirst) onWait?.();
    isFirst = false;
    return false;
  };
  await poll(connection, { look, late }, limits);
}
