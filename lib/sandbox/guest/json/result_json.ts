// The JSON of a result, with next to nothing spent on results that JSON says all of.

import { isPlain, jsonOrFault, type Unsayable } from "../../exact_json.ts";
import { indexOf, stringify } from "../prelude.ts";
import { errorText } from "../batch/error_text.ts";
import { ItemFailure } from "../batch/item_failure.ts";

/** How {@linkcode resultJson} writes. */
export interface ResultJsonOptions {
  /** Longest text, in UTF-16 units. */
  readonly limit: number;
  /** Whether numbers are told from BigInts. */
  readonly keepTypes: boolean;
}

let isDoubtful = false;
let maySeeSymbols = false;

/** Notes that `JSON.stringify` has come upon something of which it does not say all. */
export function noteDoubt(): void {
  isDoubtful = true;
}

/** How a job can come by a symbol: it leaves no trace in what `JSON.stringify` gives. */
const SYMBOL_REGEXP = /Symbol|ownKeys|PropertyDescriptors/;

/** Takes in the text of the job. */
export function noteJobText(text: string): void {
  maySeeSymbols = SYMBOL_REGEXP.test(text);
}

/** A result as JSON; fails where JSON cannot say all of it. */
export function resultJson(
  result: unknown,
  { limit, keepTypes }: ResultJsonOptions,
): string {
  const json = keepTypes || maySeeSymbols ? undefined : sureJson(result);
  const text = json ?? carefulJson(result, keepTypes);
  checkLength(text, limit);
  return text;
}

/**
 * The end of `null`: the engine looks for the first letter of what it searches, and texts
 * have many more of `n`, so that to find the whole word took as long as a tenth of the job.
 */
const OF_NULL = "ull";

/**
 * The JSON of a result; undefined in doubt: NaN and its like have become null, though
 * most of what is null was null before.
 */
function sureJson(result: unknown): string | undefined {
  isDoubtful = false;
  try {
    const json = stringify(result) as string | undefined;
    if (json === undefined || isDoubtful) return undefined;
    const isSure = indexOf(json, OF_NULL) === -1 || isPlain(result, true);
    return isSure ? json : undefined;
  } catch {
    return undefined;
  }
}

function carefulJson(result: unknown, keepTypes: boolean): string {
  let json: string | Unsayable | undefined;
  try {
    json = jsonOrFault(result, { hasBigInts: true, keepTypes });
  } catch (error) {
    throw new ItemFailure("result", errorText(error));
  }
  if (typeof json === "string") return json;
  throw new ItemFailure(
    "result",
    json?.text ?? "what the job returned is nothing in JSON",
  );
}

/** Refuses a text that is too long to be sent back. */
export function checkLength(text: string, limit: number): void {
  if (text.length <= limit) return;
  throw new ItemFailure(
    "result-size",
    `the result has ${text.length} characters, and ${limit} are allowed`,
  );
}
