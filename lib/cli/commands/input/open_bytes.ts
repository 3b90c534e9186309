import type { Read } from "../../../mod.ts";
import type { InputSettings } from "../../args/input_settings.ts";
import { decoded } from "./decoded.ts";
import { decompressed } from "./decompressed.ts";
import { recognised } from "./recognise.ts";

/** What the bytes of a source are. */
export interface BytesOptions
  extends Pick<InputSettings, "decompress" | "encoding"> {
  /** Names the source in what is said. */
  readonly name: string;
}

/** Reads the text of a source as UTF-8, whatever its bytes are. */
export function openBytes(
  read: Read,
  { name, decompress, encoding }: BytesOptions,
): Read {
  const plain = decompress === undefined
    ? read
    : decompressed(read, { name, compression: decompress });
  const expected = (what: string) =>
    encoding !== undefined && /^UTF/.test(what);
  const known = recognised(plain, { name, expected });
  return encoding === undefined ? known : decoded(known, encoding);
}
