// Turns what a job returned into a line of output.

import { stringify } from "../prelude.ts";
import { errorText } from "./error_text.ts";
import { ItemFailure } from "./item_failure.ts";
import type { OutputFormat } from "../../protocol.ts";

/** Makes the function that turns a result into its line; the empty text is none. */
export function lineMaker(
  format: OutputFormat,
  limit: number,
): (result: unknown) => string {
  const nothing = format === "outcomes" ? "\n" : "";
  return (result) => {
    if (result === undefined) return nothing;
    if (typeof result === "string") {
      checkLength(result, limit);
      if (format === "lines") return result + "\n";
    }
    return toJson(result, limit) + "\n";
  };
}

function toJson(result: unknown, limit: number): string {
  let json: string | undefined;
  try {
    json = stringify(result);
  } catch (error) {
    throw new ItemFailure("result", errorText(error));
  }
  if (json === undefined) {
    throw new ItemFailure(
      "result",
      `the job returned a ${typeof result}, which JSON cannot hold`,
    );
  }
  checkLength(json, limit);
  return json;
}

/** Refuses a text that is too long to be sent back. */
export function checkLength(text: string, limit: number): void {
  if (text.length <= limit) return;
  throw new ItemFailure(
    "result-size",
    `the result has ${text.length} characters, and ${limit} are allowed`,
  );
}
