// Parses many lines at once, as one array: V8 makes an object faster after one of the
// same shape, and a call for each line is saved.

import { decode, indexOf, isArray, parse } from "../prelude.ts";
import { DOUBTFUL } from "../batch/text_of.ts";
import { Found, type Scan } from "./scan.ts";

const OPEN_ARRAY = 0x5b;
const OPEN_OBJECT = 0x7b;

/**
 * The values of lines, or undefined where each line may not be just one value.
 *
 * The scan has put a comma in the place of each line feed. What could go wrong: a line
 * is two values, others are one together, and there are as many values as lines all the
 * same. So where a comma of a line may stand between two values, none is parsed here.
 * Elsewhere only the commas put in can stand between values; if there are as many values
 * as lines, all of them do, and each line is one value.
 *
 * @param scan What the scan found.
 * @param first The first byte of the first line.
 */
export function parseTogether(
  { found, lines, array }: Scan,
  first: number | undefined,
): unknown[] | undefined {
  const areNested = first === OPEN_OBJECT || first === OPEN_ARRAY;
  const doubt = areNested ? Found.TwoValues : Found.Comma;
  if ((found & doubt) !== 0) return undefined;
  const text = decode(array);
  const mayBeDoubtful = (found & Found.NotAscii) !== 0;
  if (mayBeDoubtful && indexOf(text, DOUBTFUL) !== -1) return undefined;
  const values = parseArray(text);
  if (values?.length !== lines) return undefined;
  if (areNested && !areLike(values, first === OPEN_ARRAY)) return undefined;
  return values;
}

function parseArray(text: string): unknown[] | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** Whether all are arrays, or all are objects. */
function areLike(values: readonly unknown[], areArrays: boolean): boolean {
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (typeof value !== "object" || value === null) return false;
    if (isArray(value) !== areArrays) return false;
  }
  return true;
}
