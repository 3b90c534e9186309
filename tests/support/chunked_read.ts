import type { Read } from "../../lib/framing/sources.ts";

/** Reads chunks, one at a time, and never more than there is room for. */
export function chunkedRead(chunks: readonly Uint8Array[]): Read {
  const waiting = [...chunks];
  return (buffer) => {
    const chunk = waiting.shift();
    if (chunk === undefined) return Promise.resolve(null);
    const given = chunk.subarray(0, buffer.length);
    if (given.length < chunk.length) {
      waiting.unshift(chunk.subarray(given.length));
    }
    buffer.set(given);
    return Promise.resolve(given.length);
  };
}

/** A text cut in two at every place, in bytes, and not at all. */
export function everyCut(text: string): Uint8Array[][] {
  const bytes = new TextEncoder().encode(text);
  const cuts = Array.from({ length: bytes.length + 1 }, (_, at) =>
    [
      bytes.subarray(0, at),
      bytes.subarray(at),
    ].filter((part) => part.length > 0));
  return [...cuts, [...bytes].map((byte) => Uint8Array.of(byte))];
}
