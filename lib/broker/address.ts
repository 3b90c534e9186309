import { BrokerError } from "./broker_error.ts";

/** Where a queue is. */
export interface Address {
  /** The servers of the broker, as `host:port`; several for a cluster. */
  readonly servers: readonly string[];
  /** The name of the queue. */
  readonly name: string;
  /** Whether nothing may be said before the connection is encrypted. */
  readonly encrypted: boolean;
}

const DEFAULT_PORT = 4222;

/** What a queue may be called: it becomes part of a stream's name and of subjects. */
const NAME = /^[A-Za-z0-9_-]{1,64}$|^[A-Za-z0-9_-]{1,80}-dead$/;

const HOST = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?$/;

/**
 * Reads an address, as in `nats://host:4222/orders`, or `tls://…`.
 *
 * Several servers of one cluster are separated by commas.
 *
 * @throws {BrokerError} Of kind `address`; the message never repeats what may be a
 * secret.
 */
export function parseAddress(text: string): Address {
  const { name, ...broker } = parseParts(text);
  if (name === undefined || !NAME.test(name)) {
    throw refused(
      "after the host goes the queue's name, of 1 to 64 letters, digits, - and _",
    );
  }
  return { ...broker, name };
}

/**
 * Reads the address of a broker, as in `nats://host:4222`; a queue's name may follow.
 *
 * @throws {BrokerError} Of kind `address`, as {@linkcode parseAddress}.
 */
export function parseServers(text: string): Omit<Address, "name"> {
  const { servers, encrypted } = parseParts(text);
  return { servers, encrypted };
}

function parseParts(
  text: string,
): Omit<Address, "name"> & { readonly name: string | undefined } {
  const [, scheme, hosts, name] = /^([a-z]+):\/\/([^/]*)(?:\/(.*))?$/s
    .exec(text) ?? [];
  if (scheme !== "nats" && scheme !== "tls" || hosts === undefined) {
    throw refused("it is written nats://host:port/NAME");
  }
  if (hosts.includes("@")) {
    throw refused(
      "credentials in it would show in the list of processes; give them with " +
        "--credentials",
    );
  }
  const servers = hosts.split(",").map(serverOf);
  return { servers, name, encrypted: scheme === "tls" };
}

function serverOf(text: string): string {
  const [, host, port = String(DEFAULT_PORT)] = HOST.exec(text) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535) {
    throw refused("it is written nats://host:port/NAME");
  }
  return `${host}:${Number(port)}`;
}

function refused(why: string): BrokerError {
  return new BrokerError("address", `Cannot use the address: ${why}`);
}
