// Turns what a job returned into a line of output.

import type { OutputFormat } from "../../protocol.ts";
import { indexOf, isWellFormed } from "../prelude.ts";
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
  const end = endOf(format);
  const isText = format === "lines" || format === "null-lines";
  return (result) => {
    if (result === undefined) return nothing;
    if (typeof result === "string") {
      checkLength(result, limit);
      if (isText) return checkedText(result, end) + end;
    }
    return resultJson(result, options) + end;
  };
}

/** What ends each line of a format. */
export function endOf(format: OutputFormat): "\n" | "\0" {
  return format === "null-lines" ? "\0" : "\n";
}

/** A text that can stand on a line of its own, as it is. */
function checkedText(text: string, end: string): string {
  if (!isWellFormed(text)) {
    throw new ItemFailure(
      "result",
      "the text has half of a surrogate pair, which UTF-8 cannot hold",
    );
  }
  if (end === "\0" && indexOf(text, end) !== -1) {
    throw new ItemFailure(
      "result",
      "the text has a null byte, which ends a line here",
    );
  }
  return text;
}
