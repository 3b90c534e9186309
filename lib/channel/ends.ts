import type { WaitOptions } from "../internal/deadline.ts";
import type { Lease } from "./lease.ts";
import type { Operation } from "./operation.ts";
import type { ChannelReceiveResult, ChannelStats } from "./options.ts";

/** What both ends of a channel can see. */
export interface ChannelEnd {
  /** Whether nothing more can be sent. */
  readonly closed: boolean;
  /** How many values are in the buffer. */
  readonly size: number;
  /** How much the buffer holds. */
  readonly capacity: number;
  /** See {@linkcode Channel.stats}. */
  stats(): ChannelStats;
}

/** The end of a channel that receives. */
export interface Receiver<T> extends ChannelEnd, AsyncIterable<T> {
  /** See {@linkcode Channel.receive}. */
  receive(options?: WaitOptions): Promise<T>;
  /** See {@linkcode Channel.tryReceive}. */
  tryReceive(): ChannelReceiveResult<T>;
  /** See {@linkcode Channel.receiveMany}. */
  receiveMany(max: number, options?: WaitOptions): Promise<T[]>;
  /** See {@linkcode Channel.receiving}. */
  receiving(): Operation<T>;
  /** See {@linkcode Channel.lease}. */
  lease(options?: WaitOptions): Promise<Lease<T>>;
  /** See {@linkcode Channel.taskDone}. */
  taskDone(): void;
  /** See {@linkcode Channel.values}. */
  values(options?: WaitOptions): AsyncIterableIterator<T>;
}

/** The end of a channel that sends. */
export interface Sender<T> extends ChannelEnd {
  /** See {@linkcode Channel.send}. */
  send(value: T, options?: WaitOptions): Promise<void>;
  /** See {@linkcode Channel.trySend}. */
  trySend(value: T): boolean;
  /** See {@linkcode Channel.sendMany}. */
  sendMany(values: Iterable<T>, options?: WaitOptions): Promise<void>;
  /** See {@linkcode Channel.sending}. */
  sending(value: T): Operation<void>;
  /** See {@linkcode Channel.join}. */
  join(options?: WaitOptions): Promise<void>;
  /** See {@linkcode Channel.close}. */
  close(reason?: unknown): void;
}
