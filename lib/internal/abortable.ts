import { watch } from "./deadline.ts";

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
  if (signal === undefined) return promise;
  const { promise: result, resolve, reject } = Promise.withResolvers<T>();
  const watching = watch(
    { interrupt: () => reject(signal.reason) },
    { signal },
  );
  promise.then(resolve, reject).finally(() => watching?.stop());
  // An already aborted signal fires no event, so check it here.
  if (signal.aborted) reject(signal.reason);
  return result;
}
