// Decides what an item adds to the output.

import type { Items } from "./parts.ts";
import type { Output } from "./output.ts";
import { isArray, slice, trim } from "../prelude.ts";
import type { BatchMessage, OutputFormat } from "../../protocol.ts";
import { checkLength } from "../json/result_json.ts";
import { endOf, lineMaker } from "./result_line.ts";

/** Adds what the job returned for an item, or what follows from it. */
export type Emitter = (result: unknown, item: unknown) => void;

/** Where an emitter takes from and puts to. */
export interface EmitterOptions {
  readonly items: Items;
  readonly output: Output;
  /** Longest result, in UTF-16 units. */
  readonly limit: number;
}

/** Makes the function that is called for each item of a batch. */
export function makeEmitter(
  batch: BatchMessage,
  { items, output, limit }: EmitterOptions,
): Emitter {
  const toLine = lineMaker(batch.output, limit);
  if (batch.emit === "result") return (result) => output.add(toLine(result));
  if (batch.emit === "item") {
    const toItemLine = itemLineMaker(batch, { items, toLine });
    return (result, item) =>
      output.add(result ? toItemLine(item) : toLine(undefined));
  }
  const toLines = elementsMaker(batch.output, limit);
  return (result) => {
    if (!isArray(result)) return output.add(toLine(result));
    const { text, count } = toLines(result);
    output.add(text, count);
  };
}

/** The item as it came in, whatever the job did to its copy. */
function itemLineMaker(
  { input, output }: BatchMessage,
  { items, toLine }: { items: Items; toLine: (value: unknown) => string },
): (item: unknown) => string {
  if (input !== "ndjson") return toLine;
  const end = endOf(output);
  const isText = output === "lines" || output === "null-lines";
  return (item) =>
    isText && typeof item === "string"
      ? toLine(item)
      : trim(items.line()) + end;
}

/** Makes lines of elements, or, where each item has one line, an array without gaps. */
function elementsMaker(
  format: OutputFormat,
  limit: number,
): (elements: readonly unknown[]) => { text: string; count: number } {
  const isOneLine = format === "outcomes";
  const toLine = lineMaker(isOneLine ? "ndjson" : format, limit);
  return (elements) => {
    let text = "";
    let count = 0;
    for (let at = 0; at < elements.length; at++) {
      const line = toLine(elements[at]);
      if (line === "") continue;
      text += isOneLine ? (count > 0 ? "," : "") + slice(line, 0, -1) : line;
      count++;
      checkLength(text, limit);
    }
    return isOneLine ? { text: `[${text}]\n`, count: 1 } : { text, count };
  };
}
