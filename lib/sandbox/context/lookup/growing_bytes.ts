/** Where a table may end, in bytes: places in it are 32 bits. */
const MOST_BYTES = 2 ** 32 - 2 ** 16;

/** Shared memory that grows; what is not used of it takes up no room. */
export class GrowingBytes {
  readonly buffer: SharedArrayBuffer = new SharedArrayBuffer(2 ** 16, {
    maxByteLength: MOST_BYTES,
  });
  #size = 0;

  /** How many bytes were added. */
  get size(): number {
    return this.#size;
  }

  /**
   * Adds bytes at the end, and gives where they begin.
   *
   * @throws {RangeError} If they do not fit any more.
   */
  add(bytes: Uint8Array): number {
    const begin = this.#size;
    const end = begin + bytes.length;
    if (end > MOST_BYTES) throw new RangeError("the table is over 4 GB");
    if (end > this.buffer.byteLength) {
      const wanted = Math.max(end, this.buffer.byteLength * 1.25);
      this.buffer.grow(Math.min(MOST_BYTES, Math.ceil(wanted)));
    }
    new Uint8Array(this.buffer, begin, bytes.length).set(bytes);
    this.#size = end;
    return begin;
  }
}
