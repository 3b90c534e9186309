/**
 * Queues on a broker, for when one machine is not enough.
 *
 * - {@linkcode JetStreamChannel}: a bounded queue on NATS JetStream.
 *
 * @example Two programs that may be on two machines
 * ```ts ignore
 * import { JetStreamChannel } from "@sluice/sluice/broker";
 *
 * const address = "nats://127.0.0.1:4222/numbers";
 * {
 *   await using numbers = await JetStreamChannel.open<number>(address, {
 *     create: { capacity: 100 },
 *   });
 *   for (let n = 0; n < 1000; n++) await numbers.send(n);
 *   await numbers.close();
 * }
 * {
 *   await using numbers = await JetStreamChannel.open<number>(address);
 *   for await (const n of numbers) console.log(n ** 2);
 * }
 * ```
 *
 * @module
 */

export { type Address, parseAddress, parseServers } from "./address.ts";
export { BrokerError, type BrokerErrorKind } from "./broker_error.ts";
export type {
  Codec,
  OpenOptions,
  QueueWait,
  ResultOptions,
  SendOptions,
  SendReceipt,
} from "./channel_options.ts";
export type { ConnectOptions } from "./connection/connection.ts";
export {
  type Credentials,
  parseCredentials,
  type TlsMaterial,
} from "./connection/credentials.ts";
export { JetStreamChannel } from "./jetstream_channel.ts";
export { BrokerLease, type Fault } from "./lease.ts";
export { digestOf, type ItemName } from "./message_id.ts";
export type { DeadLetter } from "./queue/dead_letter.ts";
export { listQueues, type QueueSummary } from "./queue/list_queues.ts";
export type { WorkerReport } from "./queue/presence.ts";
export type { PeekedValue, QueueAdmin } from "./queue/queue_admin.ts";
export type { QueueOptions } from "./queue/queue_config.ts";
export type { BrokerStats } from "./queue/queue_stats.ts";
export type { SendProgress, SendProgresses } from "./sending/send_progress.ts";
export type { WaitOptions } from "../internal/deadline.ts";
