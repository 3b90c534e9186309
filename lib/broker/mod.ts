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
} from "./credentials.ts";
export type { DeadLetter } from "./dead_letters.ts";
export { JetStreamChannel } from "./jetstream.ts";
export { BrokerLease, type Fault } from "./lease.ts";
export type { LinkOptions } from "./link.ts";
export type { QueueOptions } from "./queue.ts";
export type { WorkerReport } from "./roll.ts";
export type { WaitOptions } from "../internal/deadline.ts";
