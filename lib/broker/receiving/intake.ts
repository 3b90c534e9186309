import { millis } from "../../deps/nats_transport.ts";
import { delay } from "../../deps/std/delay.ts";
import { integerError } from "../../internal/checks.ts";
import type { WaitOptions } from "../../internal/deadline.ts";
import { WaitList } from "../../internal/wait_list.ts";
import { BrokerError } from "../broker_error.ts";
import type { Connection } from "../connection/connection.ts";
import { classifyFailure } from "../connection/request_failure.ts";
import { BrokerLease, type Fault, type LeaseHost } from "../lease.ts";
import { findConsumer } from "../queue/consumer.ts";
import type { DeadLetters } from "../queue/dead_letters.ts";
import type { QueueInfo } from "../queue/stream_info.ts";
import type { RoomSignals } from "../sending/room_signals.ts";
import type { Delivery } from "./delivery.ts";
import { FinishedValues } from "./finished_values.ts";
import { GivenBack } from "./given_back.ts";
import { LeaseKeeper } from "./lease_keeper.ts";
import { PendingTake } from "./pending_take.ts";
import { Puller } from "./puller.ts";
import { QueueWatch } from "./queue_watch.ts";

/** How long a value whose taker gave up is kept for the next take, in ms. */
const EARLY_MS = 100;

/** Pause after a request that failed, in milliseconds. */
const PAUSE_MS = 200;

/** What an {@linkcode Intake} works with. */
export interface IntakeParts {
  readonly connection: Connection;
  readonly queue: string;
  readonly info: QueueInfo;
  readonly signals: RoomSignals;
  readonly dead: DeadLetters;
  /** Where answers come. */
  readonly inbox: string | undefined;
}

/** How an {@linkcode Intake} takes values. */
export interface IntakeOptions<T> {
  /** Makes a value of what is on the broker. */
  readonly decode: (bytes: Uint8Array) => T;
  /** How often a value may be taken without an outcome. */
  readonly attempts: number;
}

/**
 * Takes values from a queue: never more than those who wait have room for.
 *
 * Invariants: a value that came is held by the keeper until its lease ends; it is in
 * `#early` only while no take waits; once `#end` is set, none waits, and nothing that
 * comes is given out.
 */
export class Intake<T> implements LeaseHost {
  readonly leaseMs: number;
  readonly #parts: IntakeParts;
  readonly #options: IntakeOptions<T>;
  readonly #puller: Puller;
  readonly #keeper: LeaseKeeper;
  readonly #watch: QueueWatch;
  readonly #givenBack: GivenBack;
  readonly #finished: FinishedValues;
  readonly #waiting = new WaitList<PendingTake<T>>();
  /** Dead letters that are newer than this intake. */
  readonly #later: Delivery[] = [];
  #early: BrokerLease<T>[] = [];
  #earlyTimer: ReturnType<typeof setTimeout> | undefined;
  #end: Error | undefined;

  private constructor(
    parts: IntakeParts,
    options: IntakeOptions<T>,
    config: Awaited<ReturnType<typeof findConsumer>>["config"],
  ) {
    this.#parts = parts;
    this.#options = options;
    this.leaseMs = millis(config.ack_wait ?? 0);
    this.#keeper = new LeaseKeeper(this.leaseMs);
    this.#finished = new FinishedValues(parts.info.window);
    this.#givenBack = new GivenBack(parts.connection, parts.queue);
    this.#watch = new QueueWatch({
      ...parts,
      config,
      isIdle: () => this.#isIdle,
      onEnd: (error) => this.#finish(error),
    });
    this.#puller = new Puller({
      ...parts,
      onDelivery: (delivery) => this.#arrive(delivery),
      onShort: (trouble) => void this.#goOn(trouble),
    });
    parts.signals.listen((_, isClosed) => {
      if (isClosed && this.#isIdle) this.#puller.renew();
    });
    parts.connection.onLost((error) => this.#finish(error));
  }

  /**
   * Gets ready to take values.
   *
   * @throws {BrokerError} If the queue, or its consumer, is not there.
   */
  static async open<T>(
    parts: IntakeParts,
    options: IntakeOptions<T>,
  ): Promise<Intake<T>> {
    const { config } = await findConsumer(parts.connection, parts.queue);
    const intake = new Intake(parts, options, config);
    await intake.#watch.look();
    return intake;
  }

  get isAway(): boolean {
    return this.#parts.connection.isAway;
  }

  /** Takes at least one value, and at most `max`. */
  take(max: number, options: WaitOptions): Promise<BrokerLease<T>[]> {
    const { signal } = options;
    const bad = integerError("a max of", max, { least: 1 });
    if (bad !== undefined) return Promise.reject(bad);
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#early.length > 0) {
      return Promise.resolve(this.#early.splice(0, max));
    }
    if (this.#end !== undefined) return Promise.reject(this.#end);
    const take = new PendingTake<T>(max, options);
    this.#waiting.push(take);
    this.#pump();
    return take.promise;
  }

  noteGivenBack(delivery: Delivery): void {
    this.#givenBack.note(delivery);
  }

  async countGivenBack(sequence: number): Promise<number> {
    return await this.#givenBack.count(sequence);
  }

  ended(lease: BrokerLease<unknown>): void {
    this.#keeper.delete(lease);
  }

  finished(delivery: Delivery): void {
    this.#finished.add(delivery);
    this.#parts.signals.free();
  }

  async bury(
    lease: BrokerLease<unknown>,
    fault: Fault,
    signal?: AbortSignal,
  ): Promise<void> {
    const { queue, info, dead } = this.#parts;
    const { created } = info;
    const item = { queue, created, sequence: lease.sequence };
    const attempts = await lease.begun();
    await dead.add({ lease, fault, item, attempts }, signal);
  }

  /** Puts back all that is held; resolves when nothing more can come. */
  async close(): Promise<void> {
    this.#finish(
      new BrokerError("closed", "Cannot receive: the channel was disposed"),
    );
    this.#putBackEarly();
    this.#keeper.putBackAll();
    // What was on its way has no receiver, and would be missed for a whole lease.
    await this.#puller.close();
    this.#keeper.putBackAll();
    if (this.#parts.connection.lost === undefined) {
      for (const delivery of this.#later) delivery.nak(0);
    }
    this.#parts.signals.flush();
  }

  /** Whether a take waits for values, and none is held. */
  get #isIdle(): boolean {
    return this.#waiting.first !== undefined && this.#keeper.size === 0;
  }

  #pump(): void {
    if (this.#end !== undefined) return;
    let room = 0;
    for (let at = this.#waiting.first; at; at = at.after) room += at.room;
    if (room === 0) return;
    this.#puller.want(room);
    this.#watch.start();
  }

  /** After a request that ended with less than it asked for. */
  async #goOn(trouble: Error | undefined): Promise<void> {
    if (this.#end !== undefined) return;
    if (trouble !== undefined) {
      const failure = classifyFailure(trouble);
      if (failure.is === "fatal") return this.#finish(failure.error);
      await this.#watch.look(trouble);
      await delay(PAUSE_MS);
    }
    this.#pump();
  }

  #arrive(delivery: Delivery): void {
    this.#watch.putOff();
    const { info } = this.#parts;
    if (info.isDead && delivery.sequence > info.last) {
      // It failed again since this began: who begins next may have it.
      this.#later.push(delivery);
      return this.#watch.start();
    }
    if (this.#finished.has(delivery)) {
      delivery.ack();
      this.#watch.start();
      return this.#pump();
    }
    const { decode, attempts } = this.#options;
    let fault: Fault | undefined;
    let value: T | undefined;
    try {
      value = decode(delivery.data);
    } catch (error) {
      fault = { kind: "input", message: messageOf(error) };
    }
    const lease = BrokerLease.open(this, delivery, value as T);
    this.#keeper.add(lease);
    if (fault !== undefined) this.#bury(lease, fault);
    else if (delivery.count > attempts && !info.isDead) {
      void this.#suspect(lease, delivery);
    } else this.#giveOut(lease);
  }

  /** Gives a value out that was taken often, unless it is the value that ends its holders. */
  async #suspect(lease: BrokerLease<T>, { count }: Delivery): Promise<void> {
    const { attempts } = this.#options;
    // Not those of before it was sent again.
    const before = lease.attempt - count;
    try {
      const begun = await lease.begun() - before;
      if (begun > attempts) this.#bury(lease, givenUp(attempts));
      else if (!lease.hasEnded) this.#giveOut(lease);
    } catch (error) {
      this.#finish(error as Error);
    }
  }

  #bury(lease: BrokerLease<T>, fault: Fault): void {
    lease.bury(fault).catch((error) => this.#finish(error));
    this.#pump();
  }

  #giveOut(lease: BrokerLease<T>): void {
    if (this.#end !== undefined) return lease.giveBack();
    const { first } = this.#waiting;
    if (first !== undefined) {
      first.give(lease);
      return this.#watch.start();
    }
    this.#early.push(lease);
    this.#earlyTimer ??= setTimeout(() => this.#putBackEarly(), EARLY_MS);
  }

  #putBackEarly(): void {
    clearTimeout(this.#earlyTimer);
    this.#earlyTimer = undefined;
    const leases = this.#early;
    this.#early = [];
    for (const lease of leases) lease.giveBack();
  }

  #finish(error: Error): void {
    this.#end ??= error;
    this.#watch.stop();
    for (const take of this.#waiting.clear()) take.fail(this.#end);
  }
}

function givenUp(attempts: number): Fault {
  const message = `it was taken ${attempts} times, and there was no outcome`;
  return { kind: "crash", message };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
