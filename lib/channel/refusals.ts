import { ChannelClosedError } from "../errors.ts";

/** The error of a send to a closed channel. */
export function closedError(value: unknown): ChannelClosedError {
  return new ChannelClosedError("Cannot send: the channel is closed", value);
}

/** The error of a receive from a channel that is closed and empty. */
export function endedError(): ChannelClosedError {
  return new ChannelClosedError("Cannot receive: the channel is closed");
}

/** The error of a send that could never end. */
export function oversizeError(weight: number, capacity: number): RangeError {
  return new RangeError(
    `Cannot send: the value weighs ${weight}, more than the capacity ${capacity}`,
  );
}
