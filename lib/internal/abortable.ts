import { type WaitOptions, watch } from "./deadline.ts";

/**
 * Waits for a promise until a signal aborts; then rejects with the signal's reason.
 *
 * What the promise gives afterwards is dropped, a rejection too. However many waits
 * there are, a signal gets one listener: see `watch`.
 */
export function abortable<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  return signal === undefined
    ? promise
    : within(promise, { signal }, () => signal.reason);
}

/** As {@linkcode abortable}, and no longer than a time; then rejects with `late()`. */
export function within<T>(
  promise: Promise<T>,
  options: WaitOptions,
  late: () => unknown,
): Promise<T> {
  const { signal } = options;
  const { promise: result, resolve, reject } = Promise.withResolvers<T>();
  const watching = watch(
    { interrupt: (signal) => reject(signal?.reason ?? late()) },
    options,
  );
  promise.then(resolve, reject).finally(() => watching?.stop());
  // An already aborted signal fires no event, so check it here.
  if (signal?.aborted) reject(signal.reason);
  return result;
}
