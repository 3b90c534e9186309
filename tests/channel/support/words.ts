import {
  ChannelClosedError,
  TimeoutError,
  UnsentError,
} from "../../../lib/errors.ts";

/** What an error of a channel says, in the words of the model. */
export function errorWords(error: unknown): string {
  if (error instanceof UnsentError) {
    return `unsent ${error.values}: ${cause(error.cause)}`;
  }
  if (error instanceof TimeoutError) return `timeout${valueOf(error)}`;
  if (error instanceof ChannelClosedError) return `closed${valueOf(error)}`;
  return cause(error);
}

function cause(error: unknown): string {
  if (error instanceof TimeoutError) return "timeout";
  if (error instanceof ChannelClosedError) return "closed";
  return error instanceof RangeError ? "range" : String(error);
}

function valueOf(error: object): string {
  const key = "key" in error ? ` at ${error.key}` : "";
  return "value" in error ? ` ${error.value}${key}` : key;
}
