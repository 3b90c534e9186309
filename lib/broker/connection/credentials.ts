import {
  type ConnectionOptions,
  credsAuthenticator,
  nkeyAuthenticator,
} from "../../deps/nats_transport.ts";
import { BrokerError } from "../broker_error.ts";

/** What proves to the broker who we are, and to us who the broker is. */
export interface Credentials {
  /** A token, where the broker knows one. */
  readonly token?: string | undefined;
  /** A user's name; goes with `pass`. */
  readonly user?: string | undefined;
  /** That user's password. */
  readonly pass?: string | undefined;
  /** The seed of an NKey, as in `SUA…`. */
  readonly nkey?: string | undefined;
  /** The text of a `.creds` file: a JWT and its seed. */
  readonly creds?: string | undefined;
  /** How the connection is encrypted. */
  readonly tls?: TlsMaterial | undefined;
}

/** Texts in PEM, and how they are used. */
export interface TlsMaterial {
  /** The authority that signed the broker's certificate. */
  readonly ca?: string | undefined;
  /** Our certificate, where the broker asks for one. */
  readonly cert?: string | undefined;
  /** The key of our certificate. */
  readonly key?: string | undefined;
  /** The name that the broker's certificate has, where that is not the host's. */
  readonly servername?: string | undefined;
  /** Whether the broker speaks TLS from the first byte. */
  readonly handshakeFirst?: boolean | undefined;
}

const TEXTS = ["token", "user", "pass", "nkey", "creds"];
const TLS_TEXTS = ["ca", "cert", "key", "servername"];

/**
 * Reads credentials, one JSON object.
 *
 * @throws {BrokerError} Of kind `credentials`; its message repeats no value.
 */
export function parseCredentials(text: string): Credentials {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message would show a part of the secret.
    throw refused('they are one JSON object, as in {"token":"…"}');
  }
  const { tls, ...others } = objectOf(value, "they are");
  checkTexts(others, TEXTS);
  if (tls === undefined) return others;
  const { handshakeFirst, ...texts } = objectOf(tls, "tls is");
  checkTexts(texts, TLS_TEXTS);
  if (handshakeFirst !== undefined && typeof handshakeFirst !== "boolean") {
    throw refused("handshakeFirst is true or false");
  }
  return {
    ...others,
    tls: { ...texts, ...(handshakeFirst && { handshakeFirst }) },
  };
}

function objectOf(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return { ...value };
  }
  throw refused(`${what} a JSON object`);
}

function checkTexts(
  record: Record<string, unknown>,
  known: readonly string[],
): void {
  for (const [name, value] of Object.entries(record)) {
    if (!known.includes(name)) {
      throw refused(`they have no such part; there are ${known.join(", ")}`);
    }
    if (typeof value !== "string") throw refused(`${name} is a string`);
  }
}

/** Credentials as the client takes them. */
export function toConnectionOptions(
  { token, user, pass, nkey, creds, tls }: Credentials,
): ConnectionOptions {
  const encoder = new TextEncoder();
  try {
    return {
      ...(token !== undefined && { token }),
      ...(user !== undefined && { user }),
      ...(pass !== undefined && { pass }),
      ...(nkey !== undefined &&
        { authenticator: nkeyAuthenticator(encoder.encode(nkey)) }),
      ...(creds !== undefined &&
        { authenticator: credsAuthenticator(encoder.encode(creds)) }),
      ...(tls !== undefined && { tls: withoutUndefined(tls) }),
    };
  } catch {
    throw refused("the nkey or creds are none");
  }
}

/** The client looks whether a part is there, not whether it is undefined. */
function withoutUndefined(tls: TlsMaterial): ConnectionOptions["tls"] & object {
  return Object.fromEntries(
    Object.entries(tls).filter(([, part]) => part !== undefined),
  );
}

function refused(why: string): BrokerError {
  return new BrokerError("credentials", `Cannot use the credentials: ${why}`);
}
