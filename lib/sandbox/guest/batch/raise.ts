// Makes the errors of `throw new Error(…)` in a job's text, which asks for them here when
// it has no `catch`: then only a promise could give one back to the job.
//
// Invariant: the first error of each place is a real one, from which the place is read.

import { construct, given } from "../prelude.ts";
import { leavesWork } from "../realm/leftovers.ts";
import { framesOf } from "./places.ts";
import { runsQuick } from "./quick_reads.ts";
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
    const text = args.length === 0 ? "" : args[0];
    const raised = args.length < 2 && typeof text === "string"
      ? Raised.take(at, text)
      : undefined;
    if (raised !== undefined) return raised;
  }
  const error = construct(Class, args);
  if (at === undefined && !isSeen && !runsQuick()) {
    places[place] = { name: Class.prototype.name, frames: framesOf(error) };
  }
  return error;
});
