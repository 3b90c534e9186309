import type { Batch } from "./batch.ts";

/**
 * How many bytes are read at a time, and so the most a batch of short lines holds: half
 * as much takes a tenth more time, and twice as much takes no less.
 */
export const BUFFER_SIZE = 384 * 2 ** 10;

/** Most buffers that are kept for later. */
const MOST_FREE = 64;

/**
 * Buffers that are used again when all that was cut from them is done: left to the
 * garbage collector, which sees only their small handles, they would pile up.
 *
 * What lies in a buffer must not be looked at any more once it was given back. Whoever
 * gives nothing back loses nothing but that.
 *
 * @example Lines of any number through a few buffers
 * ```ts
 * import { BufferPool, readLines } from "@sluice/sluice";
 *
 * const buffers = new BufferPool();
 * const read = (into: Uint8Array) => Deno.stdin.read(into);
 * for await (const batch of readLines(read, { maxItems: 1000, buffers })) {
 *   // … use batch.bytes …
 *   buffers.giveBack(batch);
 * }
 * ```
 */
export class BufferPool {
  readonly #free: Uint8Array<ArrayBuffer>[] = [];
  /** How many shares of a buffer are out. */
  readonly #shares = new WeakMap<ArrayBuffer, number>();

  /** A buffer of at least `size` bytes, which may hold anything; one share of it. */
  take(size: number): Uint8Array<ArrayBuffer> {
    const free = size <= BUFFER_SIZE ? this.#free.pop() : undefined;
    const buffer = free ?? new Uint8Array(Math.max(size, BUFFER_SIZE));
    this.#shares.set(buffer.buffer, 1);
    return buffer;
  }

  /** Notes that a batch is part of a buffer, with as many shares as it has items. */
  lend({ bytes, count }: Batch): void {
    if (bytes !== null) this.#add(bytes.buffer, count);
  }

  /** Takes in a buffer that comes from elsewhere, with so many shares of it out. */
  adopt(buffer: ArrayBuffer, shares = 0): void {
    if (shares === 0) this.#keep(buffer);
    else this.#shares.set(buffer, shares);
  }

  /** Takes back the shares of a batch, or of a part of it, that nobody needs any more. */
  giveBack({ bytes, count }: Pick<Batch, "bytes" | "count">): void {
    if (bytes === null) return;
    if (this.#add(bytes.buffer, -count) === 0) this.#keep(bytes.buffer);
  }

  #keep(buffer: ArrayBuffer): void {
    if (buffer.byteLength !== BUFFER_SIZE) return;
    if (this.#free.length < MOST_FREE) this.#free.push(new Uint8Array(buffer));
  }

  /** Adds shares of a buffer; gives how many are out, or undefined if it is not ours. */
  #add(buffer: ArrayBuffer, count: number): number | undefined {
    const shares = this.#shares.get(buffer);
    if (shares === undefined) return undefined;
    this.#shares.set(buffer, shares + count);
    return shares + count;
  }
}
