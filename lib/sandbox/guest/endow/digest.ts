// Hashes of texts and bytes: the same data gives the same digest everywhere. They are
// computed by @noble/hashes, of which a job never gets hold.

import type { EndowmentGlobals } from "./endowment_globals.ts";
import { checkedText, checkLength, isObject } from "../realm/lengths.ts";
import {
  Bytes,
  encode,
  given,
  isAnyArrayBuffer,
  isArrayBufferView,
  NativeTypeError,
  slice,
} from "../prelude.ts";
import type { Hash } from "../../protocol.ts";

const Text = String;

const NAMES = ["md5", "sha1", "sha256", "sha512"] as const;

const NAMESPACES = new Map(Object.entries({
  dns: "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
  url: "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
  oid: "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
  x500: "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
}));

const UUID_REGEXP =
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** `digest`, whose functions give lower-case hexadecimal texts. */
export function endowDigest(): EndowmentGlobals {
  const { hashes } = given;
  if (hashes === undefined) {
    throw new NativeTypeError("the hashes were not sent");
  }
  const { hmac, ...plain } = hashes;
  const digest: Record<string, unknown> = {
    hmac(name: unknown, key: unknown, data: unknown): string {
      const wanted = NAMES.find((known) => known === name);
      const hash = wanted && plain[wanted];
      if (hash === undefined) {
        throw new NativeTypeError(`there is no hash ${Text(name)}`);
      }
      return hexOf(hmac(hash, bytesOf(key), bytesOf(data)));
    },
    uuid5: (name: unknown, namespace: unknown) =>
      uuidOf(plain.sha1, namespace, bytesOf(name)),
  };
  for (const name of NAMES) {
    digest[name] = (data: unknown) => hexOf(plain[name](bytesOf(data)));
  }
  return { globals: { digest } };
}

/** A text as UTF-8, or the bytes of binary data of any kind. */
function bytesOf(data: unknown): Uint8Array<ArrayBuffer> {
  if (typeof data === "string") return encode(checkedText(data) as string);
  if (isObject(data) && isAnyArrayBuffer(data)) {
    return new Bytes(data as ArrayBuffer);
  }
  if (!isArrayBufferView(data)) {
    throw new NativeTypeError("only a text or bytes have a digest");
  }
  const { buffer, byteOffset, byteLength } = data as Uint8Array<ArrayBuffer>;
  checkLength(byteLength);
  return new Bytes(buffer, byteOffset, byteLength);
}

const DIGITS = "0123456789abcdef";

function hexOf(bytes: Uint8Array): string {
  let hex = "";
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    hex += (DIGITS[byte >> 4] ?? "") + (DIGITS[byte & 15] ?? "");
  }
  return hex;
}

/** The UUID of version 5: of a name, within a namespace. */
function uuidOf(
  sha1: Hash,
  namespace: unknown,
  name: Uint8Array,
): string {
  const wanted = Text(namespace);
  const uuid = NAMESPACES.get(wanted) ?? wanted;
  if (!UUID_REGEXP.test(uuid)) {
    throw new NativeTypeError("a namespace is a UUID, or dns, url, oid, x500");
  }
  const all = new Bytes(16 + name.length);
  const digits = uuid.replaceAll("-", "");
  for (let at = 0; at < 16; at++) {
    all[at] = parseInt(slice(digits, 2 * at, 2 * at + 2), 16);
  }
  all.set(name, 16);
  const made = sha1(all).subarray(0, 16);
  made[6] = (made[6] ?? 0) & 0x0f | 0x50;
  made[8] = (made[8] ?? 0) & 0x3f | 0x80;
  const hex = hexOf(made);
  const parts = [[0, 8], [8, 12], [12, 16], [16, 20], [20, 32]] as const;
  return parts.map(([from, to]) => slice(hex, from, to)).join("-");
}
