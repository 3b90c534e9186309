// What stands for an error that nothing in the job could look at. To make an error, and
// to throw what is none, the engine walks through the stack; so errors that were made
// once are thrown again and again, with another text.
//
// Invariant: one that was taken is not taken again before the item ends, because another
// that is thrown meanwhile may be dropped: the `return` of an iterator can throw one.

import { EngineError } from "../prelude.ts";
import { isObject } from "../realm/lengths.ts";

/** A place of the job's text that throws errors of the language. */
export interface RaisedAt {
  readonly name: string;
  /** The frames of the first error that was made there. */
  readonly frames: readonly number[];
}

/** What was thrown at such a place. */
interface Thrown {
  readonly at: RaisedAt;
  readonly text: string;
}

/** Most that one item takes. */
const MOST = 16;

const pool: Raised[] = [];
let taken = 0;

/** An error of nothing, that knows in secret what it stands for. */
export class Raised extends EngineError {
  #thrown: Thrown | undefined;

  /** One that stands for an error; undefined when the item has taken too many. */
  static take(at: RaisedAt, text: string): Raised | undefined {
    if (taken === MOST) return undefined;
    const raised = pool[taken] ?? new Raised();
    if (taken === pool.length) Object.freeze(raised);
    pool[taken++] = raised;
    raised.#thrown = { at, text };
    return raised;
  }

  /** What one of these stands for; undefined for anything else. */
  static what(thrown: unknown): Thrown | undefined {
    return isObject(thrown) && #thrown in thrown ? thrown.#thrown : undefined;
  }

  /** Lets all be taken again. */
  static release(): void {
    taken = 0;
  }
}
