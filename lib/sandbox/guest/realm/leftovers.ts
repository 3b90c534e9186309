// Work that an item leaves behind is part of the item: its microtasks are run before
// the next item begins, so that none of them can act in another item's name. There are
// no timers in a job, so nothing of it can run once no microtask is left.

import { runMicrotasks } from "../prelude.ts";
import type { Guards } from "./guards.ts";

/**
 * A job whose text has none of these cannot reach a promise, and so leaves no microtask.
 * `this` and an escape are among them because both can spell a name in another way.
 */
const PROMISE_REGEXP = /\b(?:async|Promise|globalThis|this)\b|\\u/;

let isExpected = false;
let canRun = false;

/** Notes whether a job of this text can leave microtasks; without a text, it can. */
export function expectLeftovers(text?: string): void {
  isExpected ||= text === undefined || PROMISE_REGEXP.test(text);
  if (runMicrotasks === undefined) return;
  void Promise.resolve().then(() => canRun = true);
  runMicrotasks();
}

/** Whether the job may have left microtasks behind. */
export function leavesWork(): boolean {
  return isExpected;
}

/**
 * Runs microtasks until none is left, and forgets the rejections among them. Returns
 * false on a runtime that cannot do that: there a turn of the event loop does it.
 *
 * Must be called from a task: within a microtask it does nothing.
 */
export function finishLeftovers(): boolean {
  if (canRun) runMicrotasks?.();
  return canRun;
}

/** The way to a promise that needs no name in the text. */
export const LEFTOVER_GUARDS: Guards = [
  [Array, ["fromAsync"], (self) => {
    isExpected = true;
    return self;
  }],
];
