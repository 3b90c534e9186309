import type { Address } from "../address.ts";
import { BrokerError, type BrokerErrorKind } from "../broker_error.ts";

/** The error for a connection that did not come about. */
export function connectError(
  error: unknown,
  address: Pick<Address, "servers">,
): BrokerError {
  const [kind, why] = reasonOf(error, address);
  const where = address.servers.join(", ");
  return new BrokerError(kind, `Cannot connect to ${where}: ${why}`, {
    cause: error,
  });
}

function reasonOf(
  error: unknown,
  address: Pick<Address, "servers">,
): readonly [BrokerErrorKind, string] {
  const text = textOf(error);
  if (/NotCapable|EPERM|Requires net access/.test(text)) {
    const hosts = address.servers.join(",");
    return ["forbidden", `it needs --allow-net=${hosts}`];
  }
  if (
    /AuthorizationError|UserAuthentication|NKeysError|parse credentials/
      .test(text)
  ) {
    return ["credentials", "the broker refused the credentials"];
  }
  if (/CertificateRequired|certificate required/i.test(text)) {
    return [
      "credentials",
      "the broker asks for a certificate of ours: give cert and key in tls",
    ];
  }
  if (/certificate|CERT|TLS|alert|SSL|altnames/i.test(text)) {
    return ["credentials", firstLine(error)];
  }
  return ["unreachable", firstLine(error)];
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
