import { TimeoutError } from "../errors.ts";
import { watch } from "../internal/deadline.ts";
import type { Task } from "./options.ts";

/** Options of one attempt. */
export interface AttemptOptions {
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly attempt: number;
}

/**
 * Runs a task on an item once, with a deadline.
 *
 * Settles only when the task has, even after its time is over: no task is left
 * running.
 */
export async function attemptItem<T>(
  task: Task<T>,
  item: T,
  { timeout, signal, attempt }: AttemptOptions,
): Promise<void> {
  // The pool may have given up while the item was on its way here.
  signal.throwIfAborted();
  if (timeout === Infinity) return await task(item, { signal, attempt });

  const controller = new AbortController();
  const interrupt = (aborted?: AbortSignal) =>
    controller.abort(aborted ? aborted.reason : timeoutError(timeout));
  const watching = watch({ interrupt }, { timeout, signal });
  try {
    await task(item, { signal: controller.signal, attempt });
  } finally {
    watching?.stop();
  }
  controller.signal.throwIfAborted();
}

function timeoutError(timeout: number): TimeoutError {
  return new TimeoutError(`Cannot finish the task: ${timeout} ms are over`);
}
