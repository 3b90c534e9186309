/**
 * Buffers for bytes that are on their way, used again when all that was cut from them is
 * done.
 *
 * Invariants: a buffer that is free has no share out; the shares of a buffer that is out
 * are the items that were not given back yet; no view of an earlier use reaches a buffer
 * that is used again, since its memory moves to a new one.
 *
 * @module
 */

import { type Batch, bytesOf } from "./batch.ts";

/**
 * How many bytes are read at a time, and so the most a batch of short lines holds: half
 * as much takes a tenth more time, and twice as much takes no less.
 */
export const BUFFER_SIZE = 384 * 2 ** 10;

/** Most buffers that are kept for later. */
const MOST_FREE = 64;

/** Items whose bytes are part of a buffer. */
export interface BufferShare {
  /** A view of the buffer. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How many shares of the buffer that is: one for each item. */
  readonly count: number;
}

/** Notes that a batch is part of a buffer, with as many shares as it has items. */
export let lend: (pool: BufferPool, batch: Batch) => void;

/** Takes in a buffer that comes from elsewhere, with `shares` of it lent. */
export let adopt: (
  pool: BufferPool,
  adopted: { readonly buffer: ArrayBuffer; readonly shares: number },
) => void;

/**
 * Buffers that are used again when all that was cut from them is done: left to the
 * garbage collector, which sees only their small handles, they would pile up.
 *
 * What lies in a buffer cannot be read any more once all of it was given back: it is
 * empty then. A caller that gives nothing back loses nothing but the reuse.
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

  /**
   * Takes back the shares of a batch, or of a part of it, that are not needed any more.
   *
   * @throws {RangeError} If more is given back than was taken.
   */
  giveBack(part: Batch | BufferShare): void {
    const bytes = "kind" in part ? bytesOf(part) : part.bytes;
    if (bytes === undefined) return;
    const shares = this.#shares.get(bytes.buffer);
    if (shares === undefined) return;
    if (shares < part.count) {
      throw new RangeError(
        `Cannot give back ${part.count} shares of a buffer: ${shares} are out`,
      );
    }
    this.#shares.set(bytes.buffer, shares - part.count);
    if (shares === part.count) this.#keep(bytes.buffer);
  }

  #keep(buffer: ArrayBuffer): void {
    if (buffer.byteLength !== BUFFER_SIZE) return;
    if (this.#free.length >= MOST_FREE) return;
    // A view that a caller kept must not see, or change, what is read next.
    this.#free.push(new Uint8Array(buffer.transfer()));
  }

  static {
    lend = (pool, batch) => {
      const buffer = bytesOf(batch)?.buffer;
      if (buffer === undefined) return;
      const shares = pool.#shares.get(buffer);
      if (shares !== undefined) pool.#shares.set(buffer, shares + batch.count);
    };
    adopt = (pool, { buffer, shares }) => {
      if (shares === 0) pool.#keep(buffer);
      else pool.#shares.set(buffer, shares);
    };
  }
}
