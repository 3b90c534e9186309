import type { BatchResult, Sandbox } from "../../../../mod.ts";
import type { WorkCommand } from "../../../args/commands/work_command.ts";
import type { FailureLog } from "../../../report/failure_log.ts";
import type { ItemPosition } from "../../../report/item_position.ts";
import type { RunMeter } from "../../run/run_meter.ts";
import type { RunProfile } from "../../run/run_profile.ts";
import type { RunStats } from "../../run/run_stats.ts";
import type { Shutdown } from "../../run/shutdown.ts";
import { type Item, outcomesOf, toBatch } from "./item_batch.ts";
import { ItemFinisher } from "./item_finisher.ts";
import { Prefetch } from "./prefetch.ts";
import type { Results } from "./results.ts";
import type { Queue } from "../session.ts";

/** What a {@linkcode WorkLoop} works with. */
export interface WorkParts {
  readonly queue: Queue;
  readonly results: Results;
  readonly sandbox: Sandbox;
  readonly stats: RunStats;
  readonly meter: RunMeter | undefined;
  /** Where times are counted, if they are wanted. */
  readonly profile: RunProfile | undefined;
  /** Says what failed. */
  readonly log: FailureLog;
  readonly shutdown: Shutdown;
  /** Says something to people. */
  readonly say: (text: string) => void;
}

/** How often an item may be begun, its retries not counted, before it is a suspect. */
const USUAL_TRIES = 2;

/** Items that the workers have, and since when. */
interface GivenBatch {
  readonly items: readonly Item[];
  readonly since: number;
}

/** The item that is worked on for longest. */
export interface OldestItem {
  readonly item: number;
  readonly itemAge: number;
}

/**
 * Takes items in batches, runs them, and writes what came of them.
 *
 * An item that was begun often, without an outcome, may be what ends its machines. It is
 * held alone, so that no other item counts as begun when it does that again.
 *
 * Invariants: an item that was taken is in `#buffer` or in one of `#given` until its
 * lease has ended, but for the moment in which the broker is asked about it; `held` is
 * how many these are. While `#isWary`, at most one is held beside those that the workers
 * had before.
 */
export class WorkLoop {
  /** How many items are held. */
  held = 0;
  readonly #parts: WorkParts;
  readonly #finisher: ItemFinisher;
  readonly #prefetch: Prefetch;
  readonly #buffer: Item[] = [];
  readonly #given = new Set<GivenBatch>();
  readonly #stop = new AbortController();
  readonly #stopTaking: AbortSignal;
  readonly #usualTries: number;
  /** Whether items are taken one by one, since the last was a suspect. */
  #isWary = false;
  #inWorkers = 0;
  #position = 0;
  #failure: { readonly error: unknown } | undefined;
  #changed = Promise.withResolvers<void>();

  constructor(line: WorkCommand, parts: WorkParts) {
    this.#parts = parts;
    const { stopReading } = parts.shutdown;
    this.#stopTaking = AbortSignal.any([stopReading, this.#stop.signal]);
    this.#finisher = new ItemFinisher(line, {
      ...parts,
      stop: this.#stopTaking,
    });
    const { retryDelayMs, run } = line;
    this.#usualTries = USUAL_TRIES +
      (retryDelayMs === undefined ? 0 : run.retries);
    const { workers } = parts.sandbox;
    this.#prefetch = new Prefetch({ workers, ahead: line.ahead });
  }

  /** Most items that are held at the moment. */
  get slots(): number {
    return this.#prefetch.held;
  }

  /** The item that is worked on for longest; undefined if there is none. */
  get oldest(): OldestItem | undefined {
    for (const { items, since } of this.#given) {
      const item = items.find(({ hasEnded }) => !hasEnded)?.sequence;
      const itemAge = Math.round(performance.now() - since);
      if (item !== undefined) return { item, itemAge };
    }
    return undefined;
  }

  /**
   * Runs items until the queue is closed and empty, which it rejects with, or until
   * the run is to stop; what the workers have is finished then, the rest put back.
   */
  async runAll(): Promise<void> {
    const signal = this.#stopTaking;
    // Not when the next item is finished: what is not begun goes back at once.
    void this.#parts.shutdown.stopping.then(() => this.#putBack(0));
    try {
      while (!signal.aborted) await this.#takeSome(signal);
    } catch (error) {
      if (!signal.aborted) this.#failure ??= { error };
    }
    if (signal.aborted) this.#putBack(0);
    while (this.held > 0) await this.#changed.promise;
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #takeSome(signal: AbortSignal): Promise<void> {
    const { held: most } = this.#prefetch;
    // The rate fell: what is held here would be missed elsewhere.
    this.#putBack(Math.max(0, 2 * most - this.#inWorkers));
    const room = (this.#isWary ? 1 : most) - this.held;
    if (room < 1) return await this.#changed.promise;
    const items = await this.#parts.queue.leaseMany(room, { signal });
    this.held += items.length;
    const suspect = await findSuspect(items, this.#usualTries)
      .catch((error) => this.#fail(error));
    this.#isWary = suspect !== undefined;
    for (const item of items) if (item !== suspect) this.#buffer.push(item);
    if (suspect !== undefined) this.#holdAlone(suspect);
    this.#give();
  }

  /** Puts back what is not begun beside a suspect; also that, while others run. */
  #holdAlone(suspect: Item): void {
    this.#putBack(0);
    this.#buffer.push(suspect);
    if (this.held > 1) this.#putBack(0);
  }

  /** Puts back what the workers have not, but for `kept` items. */
  #putBack(kept: number): void {
    for (const item of this.#buffer.splice(kept)) {
      item.giveBack();
      this.held--;
    }
    this.#change();
  }

  /** Gives the workers a batch, when they have little left. */
  #give(): void {
    if (this.#stopTaking.aborted) return;
    const room = this.#prefetch.given - this.#inWorkers;
    const items = this.#buffer.splice(0, Math.max(0, room));
    if (items.length > 0) void this.#run(items);
  }

  async #run(items: readonly Item[]): Promise<void> {
    const { sandbox, shutdown, stats, profile } = this.#parts;
    const first = this.#position;
    this.#position += items.length;
    this.#inWorkers += items.length;
    const given = { items, since: performance.now() };
    this.#given.add(given);
    const batch = toBatch(items, first);
    stats.countRead(batch);
    stats.bytesIn += batch.bytes.length - items.length;
    const finishing: Promise<void>[] = [];
    let left = items.length;
    try {
      await sandbox.runBatch(batch, {
        input: "ndjson",
        output: "records",
        timed: profile !== undefined,
        signal: shutdown.stopNow,
        onResult: (result) => {
          left -= result.batch.count;
          profile?.add(result, (position) => placeOf(items, position - first));
          finishing.push(this.#finish(result, { items, first }));
        },
      });
    } catch (error) {
      this.#fail(error);
    }
    await Promise.all(finishing);
    this.#given.delete(given);
    // What has no outcome, since the run was stopped: that says nothing of the item.
    for (const item of items) item.giveBack();
    this.#inWorkers -= left;
    this.held -= left;
    this.#change();
  }

  async #finish(
    result: BatchResult,
    batch: { readonly items: readonly Item[]; readonly first: number },
  ): Promise<void> {
    const outcomes = outcomesOf(result, batch);
    const bytes = outcomes.reduce(
      (sum, { item }) => sum + item.bytes.length,
      0,
    );
    this.#inWorkers -= outcomes.length;
    this.#give();
    try {
      await this.#finisher.finish(outcomes, result);
    } catch (error) {
      this.#fail(error);
    }
    // What could not be written, since there was no time to wait for room.
    for (const { item } of outcomes) item.giveBack();
    this.#prefetch.finished(outcomes.length, bytes);
    this.held -= outcomes.length;
    this.#change();
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#stop.abort();
  }

  #change(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}

/** The first item that was begun more often than usual, if there is one. */
async function findSuspect(
  items: readonly Item[],
  usual: number,
): Promise<Item | undefined> {
  // Few come back, so few are asked about.
  const often = items.filter(({ deliveries }) => deliveries > usual);
  const begun = await Promise.all(often.map((item) => item.begun()));
  return often.find(({ attempt, deliveries }, at) => {
    const before = attempt - deliveries;
    return (begun[at] ?? 0) - before > usual;
  });
}

/** What an item of a batch is called: its number in the queue. */
function placeOf(items: readonly Item[], at: number): ItemPosition {
  return { label: "item", position: items[at]?.sequence ?? 0 };
}
