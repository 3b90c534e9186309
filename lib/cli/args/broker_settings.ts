import { VERIFIED_VERSIONS } from "../../defaults.ts";
import type { FlagValues } from "../flags/flags.ts";
import type { Note } from "./command.ts";
import { refuseExtra, UsageError } from "./usage_error.ts";

/** How a command reaches a broker. */
export interface BrokerSettings {
  /** The queue, as in `nats://host:4222/NAME`; not yet checked. */
  readonly address: string;
  /** The file with the credentials; `-` is the first line of stdin. */
  readonly credentials: string | undefined;
  /** How long the broker may be away, in milliseconds. */
  readonly patienceMs: number;
}

/**
 * Tells which queue is meant.
 *
 * @throws {UsageError} If there is no address, or more than that.
 */
export function brokerSettings(
  command: string,
  words: readonly string[],
  { credentials, patience }: FlagValues,
): BrokerSettings {
  const [address, extra] = words;
  if (address === undefined) {
    throw new UsageError(
      `Cannot ${command} without a queue: give its address, as in ` +
        "nats://127.0.0.1:4222/orders",
    );
  }
  refuseExtra(extra, `${command} takes one address`);
  return { address, credentials, patienceMs: patience };
}

/** What every such command has to say. */
export const BROKER_NOTE: Note = {
  title: "The broker",
  lines: [
    `nats-server ${VERIFIED_VERSIONS.natsServer} or newer, with JetStream (nats-server -js). The`,
    "program needs --allow-net=host:port for it and nothing else; without,",
    "the message shows the command that works. Credentials are never part",
    "of the address; --credentials takes an object such as",
    '{"token":"…"}, {"user":"…","pass":"…"}, {"nkey":"…"} or {"creds":"…"},',
    'and {"tls":{"ca":"…","cert":"…","key":"…"}} beside it, all texts.',
  ],
};
