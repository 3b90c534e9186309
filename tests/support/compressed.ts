import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
} from "node:zlib";

/** Texts as what compresses them writes. */
export const compress: Readonly<Record<string, (text: string) => Uint8Array>> =
  {
    gzip: (text) => new Uint8Array(gzipSync(text)),
    deflate: (text) => new Uint8Array(deflateSync(text)),
    "deflate-raw": (text) => new Uint8Array(deflateRawSync(text)),
    brotli: (text) => new Uint8Array(brotliCompressSync(text)),
  };

/** Bytes after each other. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

/** A text as UTF-16, less significant bytes first or last, with its mark or without. */
export function utf16(text: string, order: "le" | "be" = "le"): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) {
    view.setUint16(2 * at, text.charCodeAt(at), order === "le");
  }
  return bytes;
}
