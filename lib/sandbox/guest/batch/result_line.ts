// Turns what a job returned into a line of output.

import type { OutputFormat } from "../../protocol.ts";
import { isWellFormed } from "../prelude.ts";
import { ItemFailure } from "./item_failure.ts";
import { checkLength, resultJson } from "../json/result_json.ts";

/** Makes the function that turns a result into its line; the empty text is none. */
export function lineMaker(
  format: OutputFormat,
  limit: number,
): (result: unknown) => string {
  const keepTypes = format === "outcomes";
  const isEach = keepTypes || format === "records";
  const nothing = isEach ? "\n" : "";
  const options = { limit, keepTypes };
  return (result) => {
    if (result === undefined) return nothing;
    if (typeof result === "string") {
      checkLength(result, limit);
      if (format === "lines") return textLine(result);
    }
    return resultJson(result, options) + "\n";
  };
}

function textLine(text: string): string {
  if (isWellFormed(text)) return text + "\n";
  throw new ItemFailure(
    "result",
    "the text has half of a surrogate pair, which UTF-8 cannot hold",
  );
}
