import type { Transform } from "node:stream";
import type { Read } from "../../../mod.ts";
import { StreamError } from "../../stream_error.ts";

/** How bytes may be compressed. */
export type Compression = "gzip" | "deflate" | "deflate-raw" | "brotli";

/** How many bytes are decompressed at a time: they can become a thousand times as many. */
const SIZE = 4 * 2 ** 10;

/** What is decompressed, and how. */
export interface DecompressedOptions {
  /** Names the input in what is said. */
  readonly name: string;
  /** How it is compressed; `auto` tells gzip from deflate. */
  readonly compression: Compression | "auto";
}

/**
 * Reads what compressed bytes hold, several members after each other, too.
 *
 * @throws {StreamError} If they are broken or break off, once all before was read.
 */
export function decompressed(read: Read, options: DecompressedOptions): Read {
  const source = new Decompressor(read, options);
  return (buffer) => source.read(buffer);
}

/**
 * Decompresses what is read, a little at a time.
 *
 * Invariant: parts hold what was decompressed and not taken; `failure` is thrown when
 * there are none left.
 */
class Decompressor {
  #parts: Uint8Array[] = [];
  #failure: { readonly cause: unknown } | undefined;
  #isOver = false;
  #member: Member | undefined;
  /** What was read and is not decompressed. */
  #left: Uint8Array = new Uint8Array(0);
  #hasBegun = false;
  readonly #read: Read;
  readonly #options: DecompressedOptions;

  constructor(read: Read, options: DecompressedOptions) {
    this.#read = read;
    this.#options = options;
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    for (;;) {
      const [part] = this.#parts;
      if (part !== undefined) return this.#take(part, buffer);
      if (this.#failure !== undefined) {
        throw new StreamError(
          `read ${this.#options.name}`,
          this.#failure.cause,
        );
      }
      if (this.#isOver) return null;
      await this.#advance();
    }
  }

  #take(part: Uint8Array, buffer: Uint8Array): number {
    const given = part.subarray(0, buffer.length);
    buffer.set(given);
    if (given.length === part.length) this.#parts.shift();
    else this.#parts[0] = part.subarray(given.length);
    return given.length;
  }

  /** Reads and decompresses some bytes, or ends. */
  async #advance(): Promise<void> {
    const bytes = this.#left.length > 0 ? this.#left : await this.#next();
    this.#left = new Uint8Array(0);
    try {
      if (bytes === undefined) return await this.#end();
      if (this.#isPadding(bytes)) return;
      this.#member ??= await this.#open(bytes);
      const rest = await this.#member.put(bytes);
      if (rest === undefined) return;
      this.#member = undefined;
      this.#left = rest;
    } catch (error) {
      this.#failure = { cause: whyBroken(error) };
    }
  }

  /** Whether these are zeros, as tapes and some servers put behind the last member. */
  #isPadding(bytes: Uint8Array): boolean {
    return this.#hasBegun && this.#member === undefined &&
      bytes.every((byte) => byte === 0);
  }

  async #next(): Promise<Uint8Array | undefined> {
    const buffer = new Uint8Array(SIZE);
    const size = await this.#read(buffer);
    return size === null ? undefined : buffer.subarray(0, size);
  }

  async #end(): Promise<void> {
    if (!this.#hasBegun) {
      throw new Error("it is empty, and should be compressed");
    }
    await this.#member?.end();
    this.#isOver = true;
  }

  async #open(bytes: Uint8Array): Promise<Member> {
    const { compression } = this.#options;
    const kind = compression === "auto" ? kindOf(bytes[0]) : compression;
    this.#hasBegun = true;
    const onPart = (part: Uint8Array) => void this.#parts.push(part);
    return new Member(await transformOf(kind), onPart);
  }
}

/**
 * How many bytes are given to zlib at a time, when it has had `fed`: a piece with a
 * fault gives nothing, and of a small input all pieces are small.
 */
function pieceSize(fed: number): number {
  if (fed < 2 ** 10) return 16;
  return fed < 2 ** 16 ? 256 : SIZE;
}

/** One compressed stream among those that may follow each other. */
class Member {
  #failure: Error | undefined;
  #isOver = false;
  #fed = 0;
  #wake = () => {};
  readonly #stream: Transform & { readonly bytesWritten?: number };

  constructor(stream: Transform, onPart: (part: Uint8Array) => void) {
    this.#stream = stream;
    stream.on("data", onPart);
    stream.on("end", () => {
      this.#isOver = true;
      this.#wake();
    });
    stream.on("error", (error) => {
      this.#failure = error;
      this.#wake();
    });
  }

  /** Decompresses bytes; resolves to what follows the end of the member, if it has one. */
  async put(bytes: Uint8Array): Promise<Uint8Array | undefined> {
    const size = pieceSize(this.#fed);
    for (let at = 0; at < bytes.length; at += size) {
      const rest = await this.#putPiece(bytes.subarray(at, at + size));
      if (rest === undefined) continue;
      const end = Math.min(bytes.length, at + size);
      return bytes.subarray(end - rest.length);
    }
    return undefined;
  }

  async #putPiece(bytes: Uint8Array): Promise<Uint8Array | undefined> {
    this.#fed += bytes.length;
    await this.#settled((done) => this.#stream.write(bytes, done));
    const left = this.#fed - (this.#stream.bytesWritten ?? this.#fed);
    if (left === 0) return undefined;
    // The member is over; its last bytes may still be on their way.
    if (!this.#isOver) await this.#settled(() => {});
    return bytes.subarray(bytes.length - left);
  }

  /** Says that no more bytes come. */
  async end(): Promise<void> {
    if (!this.#isOver) await this.#settled(() => this.#stream.end());
  }

  /** Waits until what was begun is done, or the stream has ended or failed. */
  async #settled(begin: (done: () => void) => void): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    begin(resolve);
    await promise;
    if (this.#failure !== undefined) throw this.#failure;
  }
}

/** Loads what decompresses, which only who asks for it needs. */
async function transformOf(kind: Compression): Promise<Transform> {
  const zlib = await import("node:zlib");
  switch (kind) {
    case "gzip":
      return zlib.createGunzip();
    case "deflate":
      return zlib.createInflate();
    case "deflate-raw":
      return zlib.createInflateRaw();
    case "brotli": {
      // The one of node:zlib takes a stream that breaks off for a whole one.
      const { Duplex } = await import("node:stream");
      return Duplex.fromWeb(
        new DecompressionStream("brotli" as CompressionFormat) as never,
      ) as unknown as Transform;
    }
  }
}

const GZIP = 0x1f;

/** Deflate with a header begins with how, which is 8, and how much memory it takes. */
const DEFLATE_METHOD = 8;

function kindOf(first: number | undefined): Compression {
  if (first === GZIP) return "gzip";
  if (first !== undefined && (first & 15) === DEFLATE_METHOD) return "deflate";
  throw new Error(
    "it is neither gzip nor deflate: leave out -z, or name it as in " +
      "--decompress brotli",
  );
}

function whyBroken(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  return error.code === "Z_BUF_ERROR"
    ? "the compressed data breaks off"
    : `the compressed data is broken (${error.message})`;
}
