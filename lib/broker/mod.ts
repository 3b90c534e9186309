/**
 * Queues on a broker, for when one machine is not enough.
 *
 * - {@linkcode JetStreamChannel}: a bounded queue on NATS JetStream.
 *
 * @module
 */

export { type Address, parseAddress } from "./address.ts";
export { BrokerError, type BrokerErrorKind } from "./broker_error.ts";
export {
  type BrokerStats,
  type Codec,
  type OpenOptions,
  type SendOptions,
} from "./channel_options.ts";
export {
  type Credentials,
  parseCredentials,
  type TlsMaterial,
} from "./connection/credentials.ts";
export type { DeadLetter } from "./queue/dead_letters.ts";
export { JetStreamChannel } from "./jetstream_channel.ts";
export { BrokerLease, type Fault } from "./lease.ts";
export type { ConnectOptions } from "./connection/connection.ts";
export type { QueueOptions } from "./queue/queue.ts";
export type { WorkerReport } from "./queue/presence.ts";
export type { WaitOptions } from "../internal/deadline.ts";
