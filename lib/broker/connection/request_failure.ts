import { JetStreamApiError } from "../../deps/nats_jetstream.ts";
import { BrokerError, type BrokerErrorKind } from "../broker_error.ts";

/**
 * What the failure of a request means.
 *
 * - `full`: the queue is full, and what was sent is not in it.
 * - `closed`: the queue is closed, and what was sent is not in it.
 * - `unknown`: no answer came; it may have been done.
 * - `again`: it was not done, and may work later.
 * - `fatal`: it was not done, and trying again is of no use.
 */
export type RequestFailure =
  | { readonly is: "full" | "closed" | "unknown" | "again" }
  | { readonly is: "fatal"; readonly error: BrokerError };

const FULL = 10077;
const SEALED = 10109;

/** Refusals that have a kind of their own. */
const FATAL: Readonly<Record<number, readonly [BrokerErrorKind, string]>> = {
  10014: ["missing", "the queue's consumer is gone"],
  10023: ["storage", "the broker has no room on its disk"],
  10039: ["missing", "the broker has no JetStream for this user"],
  10047: ["storage", "the broker has no room for a queue of that size"],
  10054: ["size", "the value is longer than the queue takes"],
  10059: ["missing", "the queue is gone"],
  10076: ["missing", "the broker's JetStream is off"],
};

/** Says what the failure of a request means. */
export function classifyFailure(error: unknown): RequestFailure {
  if (error instanceof BrokerError) return { is: "fatal", error };
  if (!(error instanceof Error)) return { is: "unknown" };
  if (error instanceof JetStreamApiError) return classifyAnswer(error);
  switch (error.name) {
    case "TimeoutError":
      return { is: "unknown" };
    case "JetStreamNotEnabled":
    case "JetStreamStatusError":
    case "JetStreamError":
    case "NoResponders":
      return { is: "again" };
    case "InvalidArgumentError":
      return fatal("size", "the value is longer than the broker takes", error);
    case "AuthorizationError":
    case "UserAuthenticationExpiredError":
      return fatal("credentials", "the broker refused them", error);
  }
  const denied = deniedSubject(error);
  if (denied !== undefined) {
    return fatal("denied", `the broker denies this user ${denied}`, error);
  }
  // The connection knows best whether it comes back.
  return { is: "unknown" };
}

function classifyAnswer(error: JetStreamApiError): RequestFailure {
  if (error.code === FULL) return { is: "full" };
  if (error.code === SEALED) return { is: "closed" };
  const [kind, why] = FATAL[error.code] ?? [];
  if (kind !== undefined && why !== undefined) return fatal(kind, why, error);
  // 503 is what a server says while it starts or a cluster elects; all others are
  // decisions, which the server words best.
  if (error.status === 503) return { is: "again" };
  return fatal("failed", error.message, error);
}

function fatal(
  kind: BrokerErrorKind,
  why: string,
  cause: Error,
): RequestFailure {
  const error = new BrokerError(kind, `Cannot use the queue: ${why}`, {
    cause,
  });
  return { is: "fatal", error };
}

/** What was denied, as in `publish to "a.b"`, if that is the failure. */
function deniedSubject(error: Error): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const [, what, subject] =
      /Permissions Violation for (\w+) to "([^"]*)"/i.exec(at.message) ?? [];
    if (what !== undefined) return `${what.toLowerCase()} to ${subject}`;
  }
  return undefined;
}
