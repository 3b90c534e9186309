/**
 * Gives a pool its items: all that an iterable has, or what a function sends.
 *
 * When the pool gives up, an iterable is asked to return. One that is waiting for its
 * next value cannot be interrupted, so it is not waited for; a function is waited for,
 * and learns from its signal that it should end. Sends that a function did not await
 * are waited for, too.
 */
export type Source<T> =
  | Iterable<T>
  | AsyncIterable<T>
  | ((send: Send<T>, context: ProducerContext) => Promise<void> | void);

/** Sends an item to the consumers; resolves when there is room for it. */
export type Send<T> = (item: T) => Promise<void>;

/** What a producer gets beside `send`. */
export interface ProducerContext {
  /** Aborts when the pool gives up. */
  readonly signal: AbortSignal;
}

/** What a pool does with one item. */
export type Task<T> = (item: T, context: TaskContext) => Promise<void> | void;

/** What a task gets beside its item. */
export interface TaskContext {
  /** Aborts when the pool gives up, and when the item's time is out. */
  readonly signal: AbortSignal;
  /** How many times the item was tried before. */
  readonly attempt: number;
}

/** Options of a pool. */
export interface PoolOptions<T> {
  /**
   * How much may wait between producers and consumers: items, or weight if there is
   * a `size`.
   *
   * @default {16}
   */
  readonly capacity?: number | undefined;
  /** What an item counts against the capacity; 1 by default. */
  readonly size?: ((item: T) => number) | undefined;
  /**
   * Longest time for one try of a task, in milliseconds; then its signal aborts, and
   * the try has failed. The pool still waits for the task: one that ignores its signal
   * holds its consumer.
   *
   * @default {Infinity}
   */
  readonly timeout?: number | undefined;
  /**
   * How many more times a task is tried after it failed.
   *
   * @default {0}
   */
  readonly retries?: number | undefined;
  /**
   * What a task that fails for good does: abort everything and be thrown by `join`,
   * or be reported by it.
   *
   * @default {"throw"}
   */
  readonly onError?: "throw" | "collect" | undefined;
  /** Makes the pool give up when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

/** An item whose task failed. */
export interface ItemFailure<T> {
  /** The item. */
  readonly item: T;
  /** What its last try threw. */
  readonly error: unknown;
  /** How many times it was tried. */
  readonly attempts: number;
}

/** What a pool did. */
export interface PoolReport<T> {
  /** How many items had a task that succeeded. */
  readonly done: number;
  /** The items whose task failed; empty unless failures are collected. */
  readonly failures: readonly ItemFailure<T>[];
}
