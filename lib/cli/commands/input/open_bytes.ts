import type { Read } from "../../../mod.ts";
import type { InputSettings } from "../../args/input_settings.ts";
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
  const plain = decompress === undefined ? read : loadedRead(async () => {
    const { decompressed } = await import("./decompressed.ts");
    return decompressed(read, { name, compression: decompress });
  });
  const expected = (what: string) =>
    encoding !== undefined && /^UTF/.test(what);
  const known = recognised(plain, { name, expected });
  if (encoding === undefined) return known;
  return loadedRead(async () => {
    const { decoded } = await import("./decoded.ts");
    return decoded(known, encoding);
  });
}

/** Reads by what is loaded at the first read: most inputs are plain. */
function loadedRead(load: () => Promise<Read>): Read {
  let loaded: Promise<Read> | undefined;
  return async (buffer) => {
    const read = await (loaded ??= load());
    return await read(buffer);
  };
}
