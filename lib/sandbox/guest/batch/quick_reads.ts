// Items that fail by reading a property of nothing, without an error of the engine's for
// each. The second text of a job asks before it reads; what is nothing for the first time
// at a place is read all the same, and the engine throws. Then the item runs once more, by
// the first text. That failure is told, and stands for all that follow at that place.
//
// Invariants: what is told of a failure is what the first text gave, once; and no job sees
// the source of the second.

import { isProxy, slice } from "../prelude.ts";
import type { Guards } from "../realm/guards.ts";
import { isObject } from "../realm/lengths.ts";
import { leavesWork } from "../realm/leftovers.ts";
import { ItemFailure } from "./item_failure.ts";
import { isPlainError } from "./plain_error.ts";
import { Raised, type RaisedAt } from "./raised.ts";
import type { GuestFailure } from "../../protocol.ts";

/** So many items have to fail so before the second text is evaluated. */
const WORTH = 16;

/** How many more items may run twice than have failed without an error of the engine's. */
const MOST_TWICE = 64;

const NAME = "TypeError";
const READING = `${NAME}: Cannot read properties of `;

/** Thrown where a job would see the source of the second text. */
const UNSURE = Object.freeze({});

/** Whose item runs by the second text, if one does. */
let running: TextChoice<unknown> | undefined;

/** Whether a job has asked for the source of a function. */
let isSourceSeen = false;

/** Whether the item runs by a text whose places are not told. */
export function runsQuick(): boolean {
  return running !== undefined;
}

/** What the second text asks before it reads a property of a value. */
export const read: (value: unknown, place: number) => unknown = Object.freeze(
  (value: unknown, place: number) => {
    if (value !== undefined && value !== null) return value;
    // Undefined and null have places of their own.
    const raised = running?.ask(2 * place + (value === null ? 1 : 0));
    if (raised === undefined) return value;
    throw raised;
  },
);

/** A job that shows the source of a function has no second text. */
export const SOURCE_GUARDS: Guards = [
  [Function.prototype, ["toString"], (self) => {
    isSourceSeen = true;
    if (running !== undefined) throw UNSURE;
    return self;
  }],
];

/** What runs items: the first of two texts, and the second where that is quicker. */
export interface Texts<Factory> {
  readonly factory: Factory;
  readonly openQuick?: (() => Factory) | undefined;
}

/** Chooses for each item of a job the text that it runs by. */
export class TextChoice<Factory> {
  readonly #texts: Texts<Factory>;
  /** The second text, while it is used. */
  #second: Factory | undefined;
  #isOver = false;
  /** What the first text gave, by what was asked. */
  readonly #known: { readonly at: RaisedAt; readonly text: string }[] = [];
  /** How many items failed so by the first text, by the second, and by both. */
  #failed = 0;
  #quick = 0;
  #twice = 0;
  /** How often the item asked in vain, and what it asked last then. */
  #misses = 0;
  #asked = 0;
  /** What the engine said when the item ran by the second text. */
  #message: string | undefined;

  constructor(texts: Texts<Factory>) {
    this.#texts = texts;
  }

  /** What runs the item now. */
  get factory(): Factory {
    return running === this && this.#second || this.#texts.factory;
  }

  /** Evaluates the second text once it is worth that; to be called between two batches. */
  prepare(): void {
    if (leavesWork() || isSourceSeen) this.#end();
    if (this.#isOver || this.#failed < WORTH) return;
    try {
      this.#second ??= this.#texts.openQuick?.();
    } catch {
      // It does without.
    }
    if (this.#second === undefined) this.#end();
  }

  /** Takes in that the next item begins. */
  begin(): void {
    running = this.#second === undefined ? undefined : this;
    this.#misses = 0;
  }

  /** What stands for the failure of a read; undefined if the engine is to throw. */
  ask(what: number): Raised | undefined {
    const found = this.#known[what];
    // Where a promise could give an error back to the job, it is one of the engine's.
    const raised = found === undefined || leavesWork()
      ? undefined
      : Raised.take(found.at, found.text);
    if (raised === undefined) {
      this.#misses++;
      this.#asked = what;
    } else this.#quick++;
    return raised;
  }

  /** Whether what was thrown is not to be told: the item is to run by the first text. */
  mustRunAgain(thrown: unknown): boolean {
    if (running !== this || isTold(thrown)) return false;
    running = undefined;
    Raised.release();
    this.#message = isPlain(thrown) ? thrown.message : undefined;
    if (++this.#twice > MOST_TWICE + this.#quick) this.#end();
    return true;
  }

  /** Takes in a failure that is told. */
  learn({ message, frames }: Pick<GuestFailure, "message" | "frames">): void {
    const isFirst = running === undefined && !this.#isOver;
    if (!isFirst || slice(message, 0, READING.length) !== READING) return;
    if (this.#second === undefined) this.#failed++;
    // Only if there is one read that it can be.
    else if (
      this.#misses === 1 && message === `${NAME}: ${this.#message}`
    ) {
      const text = slice(message, NAME.length + 2);
      this.#known[this.#asked] = { at: { name: NAME, frames }, text };
    }
  }

  #end(): void {
    this.#isOver = true;
    this.#second = undefined;
  }
}

/** Whether a failure is the same by both texts, to its place. */
function isTold(thrown: unknown): boolean {
  return !isObject(thrown) || ItemFailure.kindOf(thrown) !== undefined ||
    Raised.what(thrown) !== undefined;
}

function isPlain(thrown: unknown): thrown is Error {
  return isObject(thrown) && !isProxy(thrown) && isPlainError(thrown);
}
