// Makes the errors of `throw new Error(…)` in a job's text. To make one, the engine walks
// through the stack, which takes longer than most jobs; the text asks for them here when
// it has no `catch`, so that only a promise could give one back to the job.
//
// Invariant: the first error of each place is a real one, from which the place is read.

import { construct, given } from "../prelude.ts";
import { leavesWork } from "../realm/leftovers.ts";
import { framesOf } from "./places.ts";
import { Raised, type RaisedAt } from "./raised.ts";

const places: (RaisedAt | undefined)[] = [];

/** What a job's text throws at a place, instead of `new Class(...args)`. */
export const raise: (
  place: number,
  Class: ErrorConstructor,
  ...args: unknown[]
) => unknown = Object.freeze((
  place: number,
  Class: ErrorConstructor,
  ...args: unknown[]
) => {
  const at = places[place];
  // With a trace the calls around matter, too, and they differ.
  const isSeen = given.realm.trace || leavesWork();
  if (at !== undefined && !isSeen) {
    if (args.length === 0) return new Raised(at, "");
    if (args.length === 1 && typeof args[0] === "string") {
      return new Raised(at, args[0]);
    }
  }
  const error = construct(Class, args);
  if (at === undefined && !isSeen) {
    places[place] = { name: Class.prototype.name, frames: framesOf(error) };
  }
  return error;
});
