import { JetStreamApiError } from "../../deps/nats_jetstream.ts";
import type { Address } from "../address.ts";
import { BrokerError, type BrokerErrorKind } from "../broker_error.ts";

/**
 * What the failure of a request means.
 *
 * - `full`: the queue is full, and what was sent is not in it.
 * - `sealed`: the queue is closed, and what was sent is not in it.
 * - `unknown`: no answer came; it may have been done.
 * - `again`: it was not done, and may work later.
 * - `fatal`: it was not done, and trying again is of no use.
 */
export type Verdict =
  | { readonly is: "full" | "sealed" | "unknown" | "again" }
  | { readonly is: "fatal"; readonly error: BrokerError };

const FULL = 10077;
const SEALED = 10109;
const NO_SPACE = 10047;
const NO_RESOURCES = 10023;
const TOO_LONG = 10054;
const NO_STREAM = 10059;
const NO_CONSUMER = 10014;
const OFF_FOR_ACCOUNT = 10039;

const FATAL: Readonly<Record<number, [BrokerErrorKind, string]>> = {
  [NO_SPACE]: ["storage", "the broker has no room for a queue of that size"],
  [TOO_LONG]: ["size", "the value is longer than the queue takes"],
  [NO_STREAM]: ["missing", "the queue is gone"],
  [NO_CONSUMER]: ["missing", "the queue's consumer is gone"],
  [OFF_FOR_ACCOUNT]: ["missing", "the broker has no JetStream for this user"],
};

/** Says what the failure of a request means. */
export function judge(error: unknown): Verdict {
  if (error instanceof BrokerError) return { is: "fatal", error };
  if (!(error instanceof Error)) return { is: "unknown" };
  if (error instanceof JetStreamApiError) return judgeCode(error);
  switch (error.name) {
    case "TimeoutError":
      return { is: "unknown" };
    case "JetStreamNotEnabled":
    case "JetStreamStatusError":
    case "JetStreamError":
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
  // The connection knows best whether a connection comes back.
  return { is: "unknown" };
}

function judgeCode(error: JetStreamApiError): Verdict {
  if (error.code === FULL) return { is: "full" };
  if (error.code === SEALED) return { is: "sealed" };
  const [kind, why] = FATAL[error.code] ?? [];
  if (kind !== undefined && why !== undefined) return fatal(kind, why, error);
  return error.status >= 500 && error.code !== NO_RESOURCES
    ? { is: "again" }
    : error.code === NO_RESOURCES
    ? fatal("storage", "the broker has no room on its disk", error)
    : fatal("failed", error.message, error);
}

function fatal(kind: BrokerErrorKind, why: string, cause: Error): Verdict {
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

/** The error for a connection that did not come about. */
export function connectError(error: unknown, address: Address): BrokerError {
  const where = address.servers.join(", ");
  const text = textOf(error);
  const cause = { cause: error };
  if (/NotCapable|EPERM|Requires net access/.test(text)) {
    const hosts = address.servers.join(",");
    return new BrokerError(
      "forbidden",
      `Cannot connect to ${where}: it needs --allow-net=${hosts}`,
      cause,
    );
  }
  if (
    /AuthorizationError|UserAuthentication|NKeysError|parse credentials/.test(
      text,
    )
  ) {
    return new BrokerError(
      "credentials",
      `Cannot connect to ${where}: the broker refused the credentials`,
      cause,
    );
  }
  if (/certificate|CERT|TLS|alert|SSL|altnames/i.test(text)) {
    return new BrokerError(
      "credentials",
      `Cannot connect to ${where}: ${firstLine(error)}`,
      cause,
    );
  }
  return new BrokerError(
    "unreachable",
    `Cannot connect to ${where}: ${firstLine(error)}`,
    cause,
  );
}

function textOf(error: unknown): string {
  let text = "";
  for (let at = error; at instanceof Error; at = at.cause) {
    text += `${at.name} ${at.message} ${"code" in at ? at.code : ""}\n`;
  }
  return text;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text === "timeout" ? "no answer in time" : text.split("\n", 1).join();
}
