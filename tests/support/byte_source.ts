import type { Read } from "../../lib/framing/sources.ts";

const encoder = new TextEncoder();

/** Bytes that can be read only once the test has pushed them. */
export class ByteSource {
  /** How often it was read from. */
  reads = 0;
  #parts: Uint8Array[] = [];
  #end: { readonly error?: unknown } | undefined;
  #wake = Promise.withResolvers<void>();

  /** Lets these bytes be read, in one go if there is room. */
  push(part: string | Uint8Array): void {
    this.#parts.push(typeof part === "string" ? encoder.encode(part) : part);
    this.#wake.resolve();
  }

  /** Ends the input. */
  end(): void {
    this.#end = {};
    this.#wake.resolve();
  }

  /** Makes the read that comes after all bytes fail. */
  fail(error: unknown): void {
    this.#end = { error };
    this.#wake.resolve();
  }

  readonly read: Read = async (buffer) => {
    this.reads++;
    while (this.#parts.length === 0 && this.#end === undefined) {
      await this.#wake.promise;
      this.#wake = Promise.withResolvers<void>();
    }
    const part = this.#parts.shift();
    if (part !== undefined) return this.#give(part, buffer);
    if (this.#end && "error" in this.#end) throw this.#end.error;
    return null;
  };

  #give(part: Uint8Array, buffer: Uint8Array): number {
    const given = part.subarray(0, buffer.length);
    buffer.set(given);
    const rest = part.subarray(given.length);
    if (rest.length > 0) this.#parts.unshift(rest);
    return given.length;
  }
}
