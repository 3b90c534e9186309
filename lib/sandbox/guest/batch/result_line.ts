// Turns what a job returned into a line of output.

import { JsonFault, jsonOf } from "../../exact_json.ts";
import type { OutputFormat } from "../../protocol.ts";
import { isWellFormed } from "../prelude.ts";
import { errorText } from "./error_text.ts";
import { ItemFailure } from "./item_failure.ts";

/** Makes the function that turns a result into its line; the empty text is none. */
export function lineMaker(
  format: OutputFormat,
  limit: number,
): (result: unknown) => string {
  const isRead = format === "outcomes";
  const nothing = isRead ? "\n" : "";
  return (result) => {
    if (result === undefined) return nothing;
    if (typeof result === "string") {
      checkLength(result, limit);
      if (format === "lines") return textLine(result);
    }
    return toJson(result, { limit, keepTypes: isRead }) + "\n";
  };
}

function textLine(text: string): string {
  if (isWellFormed(text)) return text + "\n";
  throw new ItemFailure(
    "result",
    "the text has half of a surrogate pair, which UTF-8 cannot hold",
  );
}

interface JsonOptions {
  /** Longest text, in UTF-16 units. */
  readonly limit: number;
  /** Whether numbers are told from BigInts. */
  readonly keepTypes: boolean;
}

function toJson(result: unknown, { limit, keepTypes }: JsonOptions): string {
  let json: string | undefined;
  try {
    json = jsonOf(result, { hasBigInts: true, keepTypes });
  } catch (error) {
    throw new ItemFailure("result", faultText(error));
  }
  if (json === undefined) {
    throw new ItemFailure("result", "what the job returned is nothing in JSON");
  }
  checkLength(json, limit);
  return json;
}

/** A fault is known by its brand: asking anything of what was thrown may run the job. */
function faultText(error: unknown): string {
  return JsonFault.textOf(error) ?? errorText(error);
}

/** Refuses a text that is too long to be sent back. */
export function checkLength(text: string, limit: number): void {
  if (text.length <= limit) return;
  throw new ItemFailure(
    "result-size",
    `the result has ${text.length} characters, and ${limit} are allowed`,
  );
}
