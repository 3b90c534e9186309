import { abortable } from "./abortable.ts";

/**
 * Gives what a source gives, and throws the signal's reason once it aborts.
 *
 * A pending `next()` cannot be cancelled: `return()` is called, and neither
 * promise is awaited.
 */
export async function* untilAborted<T>(
  source: Iterable<T> | AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void> {
  if (!(Symbol.asyncIterator in source)) return yield* source;
  const iterator = source[Symbol.asyncIterator]();
  let isBetween = false;
  try {
    for (;;) {
      const { done, value } = await abortable(iterator.next(), signal);
      if (done) return;
      isBetween = true;
      yield value;
      isBetween = false;
    }
  } finally {
    if (isBetween) await iterator.return?.();
    else if (signal.aborted) leave(iterator);
  }
}

function leave(iterator: AsyncIterator<unknown>): void {
  Promise.try(() => iterator.return?.()).catch(() => {});
}
