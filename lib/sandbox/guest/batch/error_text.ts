// What was thrown, as one bounded text. Everything here may run code of the job's (a
// getter, a method of a value), inside the time of the item.

import { isArray, slice, stringify } from "../prelude.ts";
import { isObject } from "../realm/lengths.ts";
import { Raised } from "./raised.ts";

const LONGEST_MESSAGE = 300;

/** Longest text of an error together with its causes. */
const LONGEST_TEXT = 1_000;

/** Most errors of an AggregateError, and most causes, that are shown. */
const MOST_SHOWN = 5;

const Text = String;

/** What was thrown, as one bounded string; never throws itself. */
export function errorText(thrown: unknown): string {
  try {
    return bounded(describe(thrown, 0), LONGEST_TEXT);
  } catch {
    return "an error that cannot be shown";
  }
}

/** A value that is no error, as one bounded string. */
function valueText(value: unknown, longest: number): string {
  if (!isObject(value)) return bounded(Text(value), longest);
  if (typeof value === "function") return "[function]";
  return bounded(stringify(value) ?? "[object]", longest);
}

function describe(thrown: unknown, depth: number): string {
  const raised = Raised.what(thrown);
  if (raised !== undefined) {
    return head({ name: raised.at.name, message: raised.text });
  }
  if (!(thrown instanceof Error)) return valueText(thrown, LONGEST_MESSAGE);
  return head(thrown) + causes(thrown, depth);
}

function head({ name, message }: Error): string {
  if (typeof name !== "string" || typeof message !== "string") {
    return "an error";
  }
  const text = bounded(message, LONGEST_MESSAGE);
  const shownName = bounded(name, LONGEST_MESSAGE);
  return text === "" ? shownName : `${shownName}: ${text}`;
}

/** What an error says of others: its cause, and those it gathers. */
function causes(error: Error, depth: number): string {
  if (depth >= MOST_SHOWN) return "";
  const { cause, errors } = error as Error & { errors?: unknown };
  let text = "";
  if (isArray(errors)) {
    for (let at = 0; at < errors.length && at < MOST_SHOWN; at++) {
      const separator = at === 0 ? " (errors: " : "; ";
      text += separator + describe(errors[at], MOST_SHOWN);
    }
    const more = errors.length - MOST_SHOWN;
    if (more > 0) text += `; and ${more} more`;
    if (text !== "") text += ")";
  }
  if (cause === undefined) return text;
  return `${text} (cause: ${describe(cause, depth + 1)})`;
}

function bounded(text: string, longest: number): string {
  return text.length > longest ? slice(text, 0, longest - 1) + "…" : text;
}
