import { slice } from "../prelude.ts";

const LONGEST_MESSAGE = 300;
const Text = String;

/** What was thrown, as one bounded string; never throws itself. */
export function errorText(thrown: unknown): string {
  try {
    return bounded(describe(thrown));
  } catch {
    return "an error that cannot be shown";
  }
}

function describe(thrown: unknown): string {
  if (!(thrown instanceof Error)) {
    return typeof thrown === "symbol" ? Text(thrown) : `${thrown}`;
  }
  const { name, message } = thrown;
  if (typeof name !== "string" || typeof message !== "string") {
    return "an error";
  }
  return message === "" ? name : `${bounded(name)}: ${bounded(message)}`;
}

function bounded(text: string): string {
  return text.length > LONGEST_MESSAGE
    ? slice(text, 0, LONGEST_MESSAGE - 1) + "…"
    : text;
}
