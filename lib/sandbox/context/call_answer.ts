import type { CallAnswer, GuestCall } from "../context_protocol.ts";
import type { CallEntry } from "./context_options.ts";

/** A call, with the item that makes it. */
export interface ItemCall extends GuestCall {
  /** Position of the item in the whole input. */
  readonly index: number;
  /** Aborts when the item is over. */
  readonly signal: AbortSignal;
}

/** What became of a call. */
export type Answered = Pick<CallEntry, "answer" | "error">;

/** Tells the job what became of its call. */
export function toAnswer(
  number: number,
  { answer, error }: Answered,
): CallAnswer {
  return error === undefined
    ? { number, state: "ok", text: answer ?? "" }
    : { number, state: "failed", text: JSON.stringify(error) };
}
