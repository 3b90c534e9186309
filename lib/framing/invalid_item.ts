import { encode } from "../internal/bytes.ts";
import type { InvalidItem } from "./batch.ts";

/** An item that cannot even be tried. */
export interface InvalidText {
  /** Position of the item in the whole input, from 0. */
  readonly first: number;
  /** Why it cannot be tried. */
  readonly reason: string;
  /** What stood there, as far as it is worth showing. */
  readonly input: string;
  /** The line on which it begins, from 1, where items are not lines. */
  readonly line?: number | undefined;
}

/** The batch of one invalid item; its input becomes a JSON string. */
export function invalidItem(
  { first, reason, input, line }: InvalidText,
): InvalidItem {
  return {
    ...{ kind: "invalid", first, count: 1, reason },
    bytes: encode(JSON.stringify(input) + "\n"),
    ...(line !== undefined && { lines: Float64Array.of(line) }),
  };
}
