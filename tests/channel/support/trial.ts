import { assertEquals } from "@std/assert";
import { setImmediate } from "node:timers";
import { Channel } from "../../../lib/channel.ts";
import type { Lease, WaitOptions } from "../../../lib/channel.ts";
import type { SeededRandom } from "../../support/seeded_random.ts";
import { ModelChannel, Place } from "./model_channel.ts";
import type { Item, ModelOptions, Part, Wait } from "./model_channel.ts";
import { errorWords } from "./words.ts";

/** A channel, what it is to behave like, and what was seen of it. */
export interface Pair {
  readonly name: string;
  readonly real: Channel<number>;
  readonly model: ModelChannel;
  /** What the hook of the real one was told. */
  readonly hooked: string[];
  /** How many values came out, less those that were put back. */
  received: number;
}

/** A lease of the real channel and what it holds. */
export interface Held {
  readonly pair: Pair;
  readonly lease: Lease<number>;
  readonly item: Item;
}

/** An iterator of the real channel and the state of its model. */
export interface Iteration {
  readonly pair: Pair;
  readonly real: AsyncIterableIterator<number>;
  readonly waits: Wait[];
  finished: boolean;
}

/** What interrupts a wait: a controller, and whom it is to interrupt. */
export interface Stop {
  readonly name: string;
  readonly controller: AbortController;
  readonly waits: Stoppable[];
}

/** A wait that a signal interrupts. */
interface Stoppable {
  readonly wait: Wait;
  readonly give: (words: string, why: string) => void;
}

interface Observation {
  readonly wait: Wait;
  words: string | undefined;
}

/** Gives the end of the turn: every promise that can settle has settled. */
export function turned(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => resolve()));
}

/** Two channels beside their models, and everything that is going on. */
export class Trial {
  readonly random: SeededRandom;
  readonly pairs: readonly Pair[];
  readonly held: Held[] = [];
  readonly iterations: Iteration[] = [];
  readonly stops: Stop[];
  /** What was done, for the message of a failure. */
  readonly log: string[] = [];
  /** Receives of many that have a first value and take the rest later. */
  readonly sleepers: (() => void)[] = [];
  /** A select of which only the outcome says what was picked. */
  unsure: ((words: string | undefined) => void) | undefined = undefined;
  #observations: Observation[] = [];
  #values = 0;

  constructor(random: SeededRandom) {
    this.random = random;
    this.pairs = ["a", "b"].map((name) => this.#pair(name));
    this.stops = [0, 1, 2].map(() => this.#stop());
  }

  #pair(name: string): Pair {
    const options: ModelOptions = {
      capacity: this.random.pick([0, 1, 2, 3, 16]),
      weighted: this.random.below(3) === 0,
      overflow: this.random.pick(
        ["wait", "wait", "wait", "drop-oldest", "drop-newest"],
      ),
    };
    const hooked: string[] = [];
    const real = new Channel<number>({
      capacity: options.capacity,
      overflow: options.overflow,
      ...options.weighted && { size: weigh },
      onUndelivered: (value, why) => void hooked.push(`${value} ${why}`),
    });
    this.log.push(`${name} = ${JSON.stringify(options)}`);
    const model = new ModelChannel(options);
    return { name, real, model, hooked, received: 0 };
  }

  #stop(): Stop {
    const name = `stop ${this.log.length}`;
    return { name, controller: new AbortController(), waits: [] };
  }

  /** A value that was not there before. */
  item(pair: Pair, attempt = 0): Item {
    const value = this.#values++;
    return { value, weight: pair.model.weighted ? weigh(value) : 1, attempt };
  }

  /** Follows a promise until it settles as `wait` says. */
  observe<R>(
    promise: Promise<R>,
    wait: Wait,
    words: (result: R) => string,
  ): void {
    const observation: Observation = { wait, words: undefined };
    this.#observations.push(observation);
    promise.then(
      (result) => observation.words = words(result),
      (error) => observation.words = errorWords(error),
    );
  }

  /**
   * Ends a model's wait that does not begin, or lets it stand in line.
   *
   * @param give What `interrupt` does besides rejecting with its words.
   */
  park(
    wait: Wait,
    places: readonly Place[],
    options: { given: Given; give: (words: string, why: string) => void },
  ): void {
    for (const place of places) place.join(wait);
    const { given, give } = options;
    if (given.now) return give("timeout", "timeout");
    if (given.stop === undefined) return;
    given.stop.waits.push({ wait, give });
  }

  /** Options for a wait, and what they mean. */
  given(): Given {
    const stop = this.random.pick(this.stops);
    const { signal } = stop.controller;
    switch (this.random.below(12)) {
      case 0:
        return { options: { timeout: 0 }, now: true };
      case 1:
        return { options: { timeout: 0, signal }, now: true };
      case 2:
        return { options: { signal: AbortSignal.abort("dead") }, bad: "dead" };
      case 3:
        return { options: { timeout: -1 }, bad: "range" };
      case 4:
        return { options: { timeout: 2 ** 31 + this.random.below(9) } };
      case 5:
        return {
          options: { timeout: 1e6 + this.random.below(9), signal },
          stop,
        };
      case 6:
      case 7:
        return { options: { signal }, stop };
      default:
        return { options: undefined };
    }
  }

  /** Aborts one of the signals. */
  abortSignal(): void {
    const index = this.random.below(this.stops.length);
    const stop = this.stops[index] as Stop;
    this.log.push(`abort signal ${stop.name}`);
    this.stops[index] = this.#stop();
    stop.controller.abort(stop.name);
    const waiting = stop.waits.filter(({ wait }) =>
      wait.outcome === undefined && !wait.served
    );
    // All leave before anybody moves up.
    const left = waiting.flatMap(({ wait }) => wait.places)
      .filter((place) => place.leave());
    for (const place of left) place.channel.admit();
    for (const { give } of waiting) give(stop.name, "aborted");
  }

  /** Lets all promises settle, and compares everything. */
  async check(): Promise<void> {
    await turned();
    const last = this.#observations.at(-1);
    this.unsure?.(last?.words);
    this.unsure = undefined;
    for (const wake of this.sleepers.splice(0)) wake();
    for (const { wait, words } of this.#observations) {
      assertEquals(words, wait.outcome);
    }
    this.#observations = this.#observations.filter((o) =>
      o.words === undefined
    );
    for (const pair of this.pairs) this.#compare(pair);
  }

  /** Compares what can be seen at any moment. */
  peek(): void {
    for (const { real, model } of this.pairs) {
      assertEquals(real.size, model.buffer.length);
      assertEquals(real.closed, model.closed);
    }
  }

  #compare({ real, model, hooked, received }: Pair): void {
    const { oldestAge: _, longestWait: __, ...stats } = real.stats();
    assertEquals(stats, {
      buffered: model.buffer.length,
      weight: model.weight,
      capacity: model.capacity,
      waitingSenders: model.senders.length,
      waitingReceivers: model.receivers.length,
      accepted: model.accepted,
      received,
      undelivered: model.undelivered,
      refused: model.refused,
      unfinished: model.unfinished,
    });
    assertEquals(
      stats.accepted,
      received + stats.buffered + stats.undelivered,
    );
    assertEquals(hooked.splice(0).sort(), model.hooked.splice(0).sort());
  }

  /** Ends everything: nothing may be left to settle. */
  async finish(): Promise<void> {
    for (const { real, model } of this.pairs) {
      real.abort("over");
      model.abort(["over"]);
    }
    for (const { lease, item, pair } of this.held.splice(0)) {
      lease[Symbol.dispose]();
      pair.received--;
      pair.model.putBack(item);
    }
    await this.check();
    assertEquals(this.#observations.length, 0);
  }
}

/** Options of a wait, and what is to come of them. */
export interface Given {
  readonly options: WaitOptions | undefined;
  /** It does not wait at all. */
  readonly now?: boolean;
  /** It is refused with these words. */
  readonly bad?: string;
  /** What may interrupt it. */
  readonly stop?: Stop;
}

/** What a value weighs; 16 and 0 are among it. */
export function weigh(value: number): number {
  return value % 7 === 0 ? value % 3 : value % 5;
}

/** A place in line, for short. */
export function place(pair: Pair, part: Part, unsent?: Item[]): Place {
  return new Place(pair.model, part, unsent);
}
