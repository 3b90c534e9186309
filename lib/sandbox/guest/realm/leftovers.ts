// Work that an item leaves behind is part of the item: its microtasks are run before
// the next item begins, so that none of them can act in another item's name. There are
// no timers in a job, so nothing of it can run once no microtask is left.

import { runMicrotasks } from "../prelude.ts";
import type { Guards } from "./guards.ts";

/**
 * Without one of these in its text a job cannot get at a promise, and so leaves no
 * microtask: `this` and an escape may stand for a name, and asking costs little.
 */
const PROMISE_REGEXP = /\b(?:async|Promise|globalThis|this)\b|\\u/;

let isExpected = false;
let canRun = false;

/** Notes whether the job of this text could leave microtasks; without one, it can. */
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
 * Runs microtasks until none is left, and returns true; false if this runtime cannot
 * do that, where they are over after a turn of the event loop.
 *
 * Must be called from a task, not from a microtask.
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
