import type { FlagName, FlagValues } from "../flags.ts";
import type { Note } from "./command.ts";
import { refuseExtra } from "./refuse_extra.ts";
import { UsageError } from "./usage_error.ts";

/** How a command reaches a broker. */
export interface BrokerOptions {
  /** The queue, as in `nats://host:4222/NAME`; not yet checked. */
  readonly address: string;
  /** The file with the credentials; `-` is the first line of stdin. */
  readonly credentials: string | undefined;
  /** How long the broker may be away, in milliseconds. */
  readonly patienceMs: number;
}

/** The flags of every command that talks to a broker. */
export const BROKER_FLAGS: readonly FlagName[] = ["credentials", "patience"];

/**
 * Tells which queue is meant.
 *
 * @throws {UsageError} If there is no address, or more than that.
 */
export function brokerOptions(
  command: string,
  words: readonly string[],
  { credentials, patience }: FlagValues,
): BrokerOptions {
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
    "nats-server 2.12.7 or newer, with JetStream (nats-server -js). The",
    "program needs --allow-net=host:port for it and nothing else; without,",
    "the message shows the command that works. Credentials are never part",
    "of the address; --credentials takes an object such as",
    '{"token":"…"}, {"user":"…","pass":"…"}, {"nkey":"…"} or {"creds":"…"},',
    'and {"tls":{"ca":"…","cert":"…","key":"…"}} beside it, all texts.',
  ],
};
