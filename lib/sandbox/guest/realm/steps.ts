// Steps of an item: turns of its loops, calls of its functions, and what native methods
// do for it. The text of a job that is counted calls `step` at each of the first two,
// under a name that it cannot spell.
//
// Invariant: once the steps of an item are used up, each further one throws, until the
// next item begins. What the job catches is an error like others of its realm: an object
// of ours would be a place to keep things in.

import { ItemFailure } from "../batch/item_failure.ts";
import { given, Words } from "../prelude.ts";

const Refusal = RangeError;

/** How many steps are left. In an array it costs a third of what a variable costs. */
const left = new Words(1) as unknown as [number];

let isUsedUp = false;
let first: unknown;

/** Gives what comes now, an item or the loading of the job, all its steps. */
export function beginSteps(): void {
  left[0] = given.realm.steps ?? 0;
  isUsedUp = false;
  first = undefined;
}

/** Takes a step; throws if there is none left. */
export const step: () => void = Object.freeze(() => {
  if (--left[0] < 0) refuse();
});

/**
 * Takes the steps of a native method. It never throws, because our own code calls such
 * methods, too: the next step of the job does, or the item fails when it is over.
 */
export function takeSteps(count: number): void {
  const rest = (left[0] as number) - count;
  if (rest < 0) isUsedUp = true;
  left[0] = rest < 0 ? 0 : rest;
}

/** Steps that nobody limits: for a job that is counted, in a sandbox that does not. */
export const freeStep: () => void = Object.freeze(() => {});

function refuse(): never {
  left[0] = 0;
  // Before an error is made: the call stack may be full.
  isUsedUp = true;
  const error = new Refusal(reason());
  first ??= error;
  throw error;
}

/** How many steps were taken since they began. */
export function stepsTaken(): number {
  return (given.realm.steps ?? 0) - left[0];
}

/** Why an item that has used up its steps has no result; undefined if it has not. */
export function stepsFailure(): ItemFailure | undefined {
  return isUsedUp ? new ItemFailure("steps", reason()) : undefined;
}

/** The error that was thrown when the steps were used up: it knows the place. */
export function stepsError(): unknown {
  return first;
}

/** Throws if the item has used up its steps, whatever it caught: it gives nothing. */
export function checkSteps(): void {
  if (isUsedUp) throw new ItemFailure("steps", reason());
}

function reason(): string {
  return `the item took more than ${grouped(given.realm.steps ?? 0)} steps`;
}

/** A whole number with commas. */
function grouped(value: number): string {
  let rest = value;
  let text = "";
  while (rest >= 1000) {
    const last = `${1000 + rest % 1000}`;
    text = `,${last[1]}${last[2]}${last[3]}${text}`;
    rest = (rest - rest % 1000) / 1000;
  }
  return `${rest}${text}`;
}
