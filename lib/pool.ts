import { Channel } from "./channel.ts";
import { checkDuration, checkInteger } from "./internal/checks.ts";
import { type Watch, watch } from "./internal/deadline.ts";
import { attemptItem } from "./pool/attempt.ts";
import type {
  ItemFailure,
  PoolOptions,
  PoolReport,
  Source,
  Task,
} from "./pool/options.ts";
import { produceAll } from "./pool/produce.ts";

export type {
  ItemFailure,
  PoolOptions,
  PoolReport,
  ProducerContext,
  Send,
  Source,
  Task,
  TaskContext,
} from "./pool/options.ts";

/** How much may wait in a pool's channel when nothing is said. */
const DEFAULT_CAPACITY = 16;

/** How long a scope that is left waits for parts that ignore their signal. */
const GRACE_MS = 2000;

/**
 * Producers and consumers around one {@linkcode Channel}.
 *
 * - It ends when all of it has ended: {@linkcode Pool.join} waits for every producer
 *   and every task, also after a failure.
 * - Producers wait while the channel is full.
 * - The first failure aborts the rest, and `join` throws it; with
 *   `onError: "collect"` a task that fails is reported instead, and the rest goes on.
 * - Left without a `join`, it gives up what is not done, and throws what failed.
 * - Every item is given to one task, in the order it was sent.
 *
 * @example One producer, five consumers
 * ```ts
 * import { Pool } from "@sluice/sluice";
 * import { assertEquals } from "@std/assert";
 *
 * const squares: number[] = [];
 * await using pool = new Pool<number>({ capacity: 16 });
 * pool.produce([1, 2, 3]);
 * pool.consume((n) => void squares.push(n * n), { consumers: 5 });
 * await pool.join();
 * assertEquals(squares, [1, 4, 9]);
 * ```
 *
 * @typeParam T What is produced and consumed.
 */
export class Pool<T> implements AsyncDisposable {
  /** What producers send to and consumers receive from. */
  readonly channel: Channel<T>;
  readonly #timeout: number;
  readonly #retries: number;
  readonly #collects: boolean;
  readonly #weighs: boolean;
  readonly #controller = new AbortController();
  readonly #watch: Watch | undefined;
  readonly #producers: Promise<void>[] = [];
  readonly #consumers: Promise<void>[] = [];
  readonly #failures: ItemFailure<T>[] = [];
  #done = 0;
  #failure: Failure | undefined;
  /** The first failure of a part after the pool had given up. */
  #late: Failure | undefined;
  /** Whether the scope was left while parts of it went on. */
  #isLeft = false;
  #ended: Promise<void> | undefined;

  /**
   * Creates a pool in which nothing runs yet.
   *
   * @param options How it waits, and what a failure does.
   * @throws {RangeError} If a number makes no sense.
   */
  constructor(options: PoolOptions<T> = {}) {
    const { capacity = DEFAULT_CAPACITY, size, signal } = options;
    this.#timeout = checkDuration("timeout", options.timeout ?? Infinity);
    this.#retries = checkInteger("retries", options.retries ?? 0, { least: 0 });
    this.#collects = options.onError === "collect";
    this.#weighs = size !== undefined;
    this.channel = new Channel<T>({ capacity, size });
    const interrupt = () =>
      this.#giveUp({ error: signal?.reason, isWish: true });
    if (signal?.aborted) interrupt();
    else this.#watch = watch({ interrupt }, { signal });
  }

  /**
   * Starts a producer.
   *
   * @param source What it produces, or a function that sends it.
   * @returns This pool.
   * @throws {TypeError} If `join` was called already.
   */
  produce(source: Source<T>): this {
    this.#refuseAfterJoin("produce");
    const { signal } = this.#controller;
    const how = { signal, weighs: this.#weighs };
    this.#producers.push(this.#guard(produceAll(source, this.channel, how)));
    return this;
  }

  /**
   * Starts consumers.
   *
   * @param task What they do with an item.
   * @param options How many items are worked on at the same time.
   * @returns This pool.
   * @throws {RangeError} If `consumers` is not an integer above 0.
   * @throws {TypeError} If `join` was called already.
   */
  consume(
    task: Task<T>,
    { consumers = 1 }: { readonly consumers?: number | undefined } = {},
  ): this {
    this.#refuseAfterJoin("consume");
    checkInteger("consumers", consumers, { least: 1 });
    for (let started = 0; started < consumers; started++) {
      this.#consumers.push(this.#guard(this.#consumeAll(task)));
    }
    return this;
  }

  /**
   * Waits until every item was produced and consumed, and everything has ended.
   *
   * Resolves to what was done. If it rejects, everything has ended too.
   *
   * @throws What a producer or, unless failures are collected, a task threw first.
   * @throws The reason of the pool's signal, if it aborted.
   */
  async join(): Promise<PoolReport<T>> {
    // Each call returns a new promise: disposing waits for the end, too, and must
    // not make an unhandled rejection of `join` count as handled.
    await (this.#ended ??= this.#end());
    if (this.#failure !== undefined) throw this.#failure.error;
    return { done: this.#done, failures: this.#failures };
  }

  /**
   * Waits until everything has ended; gives up what is not done, unless `join` was
   * called.
   *
   * Rejects with what a producer or a task threw, unless `join` was called: its
   * callers have that error, and leaving a scope adds no second one. Parts that go on
   * for 2 seconds after their signal aborted are left behind, so that the error of a
   * scope comes out; what such a part throws later is an uncaught error.
   *
   * @throws {AggregateError} If failures were collected and `join` was not called.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isLeft) return;
    if (this.#ended !== undefined) return await this.#ended;
    this.#giveUp({ error: disposed(), isWish: true });
    this.#isLeft = !await endsWithin(this.#ended = this.#end(), GRACE_MS);
    const unseen = this.#failure?.isWish ? this.#late : this.#failure;
    if (unseen !== undefined) throw unseen.error;
    if (this.#failures.length > 0) throw uncollected(this.#failures);
  }

  async #end(): Promise<void> {
    if (this.#consumers.length === 0) {
      this.#giveUp({
        error: new TypeError("Cannot join: the pool has no consumer"),
      });
    }
    await Promise.all(this.#producers);
    this.channel.close();
    await Promise.all(this.#consumers);
    this.#watch?.stop();
  }

  /** Turns a part's failure into the pool's, so that all parts can be awaited. */
  #guard(part: Promise<void>): Promise<void> {
    return part.catch((error) => this.#fail(error));
  }

  #fail(error: unknown): void {
    const failure = this.#failure;
    if (failure === undefined) this.#giveUp({ error });
    // A task that ends with the reason of its signal did as it was told.
    else if (isAnswerTo(failure.error, error)) return;
    else if (this.#isLeft) reportError(error);
    else this.#late ??= { error };
  }

  #giveUp(failure: Failure): void {
    if (this.#failure !== undefined) return;
    this.#failure = failure;
    this.#controller.abort(failure.error);
    this.channel.abort(failure.error);
  }

  async #consumeAll(task: Task<T>): Promise<void> {
    for await (const item of this.channel) {
      await this.#consume(task, item);
      this.channel.taskDone();
    }
  }

  async #consume(task: Task<T>, item: T): Promise<void> {
    const { signal } = this.#controller;
    for (let attempt = 0;; attempt++) {
      try {
        const timeout = this.#timeout;
        await attemptItem(task, item, { timeout, signal, attempt });
        this.#done++;
        return;
      } catch (error) {
        if (attempt < this.#retries && !signal.aborted) continue;
        if (!this.#collects || signal.aborted) throw error;
        this.#failures.push({ item, error, attempts: attempt + 1 });
        return;
      }
    }
  }

  #refuseAfterJoin(action: string): void {
    if (this.#ended === undefined) return;
    throw new TypeError(`Cannot ${action}: the pool is being joined`);
  }
}

/** Why a pool gave up; it may have been an error of `undefined`. */
interface Failure {
  readonly error: unknown;
  /** Whether the user wanted it: the signal aborted, or the scope was left. */
  readonly isWish?: boolean | undefined;
}

function endsWithin(ended: Promise<void>, timeout: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const limit = watch({ interrupt: () => resolve(false) }, { timeout });
  ended.then(() => {
    limit?.stop();
    resolve(true);
  });
  return promise;
}

function disposed(): DOMException {
  return new DOMException("The pool was disposed", "AbortError");
}

function isAnswerTo(reason: unknown, error: unknown): boolean {
  return error === reason ||
    (error instanceof Error &&
      (error.name === "AbortError" || error.cause === reason));
}

function uncollected(failures: readonly ItemFailure<unknown>[]) {
  const errors = failures.map(({ error }) => error);
  const message = "Cannot leave the pool in silence: tasks failed, " +
    "and `join` was not called to report them";
  return new AggregateError(errors, message);
}
