/**
 * What the commands that talk to a broker have in common.
 *
 * @module
 */

import type * as broker from "../../../broker/mod.ts";
import type { BrokerSettings } from "../../args/broker_settings.ts";
import { printable } from "../../escape.ts";
import { ExitCode } from "../../exit_code.ts";
import { howToGrant } from "../../permissions.ts";
import { UnreadableFileError } from "../../stream_error.ts";
import type { Terminal } from "../../terminal.ts";
import { readCredentials } from "./credentials.ts";

/** The broker's part of the library, loaded for those who use it. */
export type BrokerModule = typeof broker;

/** A queue whose items stay bytes. */
export type Queue = broker.JetStreamChannel<Uint8Array>;

/** How a command talks to the broker. */
export interface Session {
  readonly broker: BrokerModule;
  /** The terminal, less the line of credentials that was read from it. */
  readonly terminal: Terminal;
  /** Opens a queue. */
  open(
    address: string,
    options?: broker.OpenOptions<Uint8Array>,
  ): Promise<Queue>;
  /** The queues of a broker. */
  list(address: string): Promise<broker.QueueSummary[]>;
  /** Once that resolves, the broker is asked once, and has half a second to answer. */
  leaveOn(stopping: Promise<void>): void;
}

/** A command that talks to a broker. */
export interface SessionOptions {
  readonly options: BrokerSettings;
  /** Every queue that it opens. */
  readonly addresses: readonly string[];
  /** Where the broker sends its answers: rules for users can name it. */
  readonly role: "send" | "work" | "status" | "dead" | "admin";
  /** The command line, to show how it should have been. */
  readonly args: readonly string[];
  /** Files that the command line needs read permission for. */
  readonly files?: readonly (string | undefined)[];
}

const BYTES: broker.Codec<Uint8Array> = {
  encode: (bytes) => bytes,
  decode: (bytes) => bytes,
};

/** Runs a command that talks to a broker; says what went wrong with that. */
export async function withBroker(
  terminal: Terminal,
  how: SessionOptions,
  body: (session: Session) => Promise<ExitCode>,
): Promise<ExitCode> {
  const broker = await import("../../../broker/mod.ts");
  try {
    const servers = how.addresses.flatMap((address) =>
      broker.parseServers(address).servers
    );
    const missing = servers.filter((server) => !terminal.mayConnect(server));
    if (missing.length > 0) {
      terminal.stderr.write(
        `${howToConnect(servers, how, terminal)}\n`,
      );
      return ExitCode.Broker;
    }
    return await body(await openSession(broker, terminal, how));
  } catch (error) {
    if (
      !(error instanceof broker.BrokerError) &&
      !(error instanceof UnreadableFileError)
    ) throw error;
    terminal.stderr.write(`${printable(error.message, 500)}\n`);
    const isUsage = error instanceof broker.BrokerError &&
      error.kind === "address";
    return isUsage ? ExitCode.Usage : ExitCode.Broker;
  }
}

async function openSession(
  broker: BrokerModule,
  terminal: Terminal,
  { options, role }: SessionOptions,
): Promise<Session> {
  const { credentials: file, patienceMs: patience } = options;
  const given = file === undefined
    ? undefined
    : await readCredentials(file, terminal);
  const credentials = given && broker.parseCredentials(given.text);
  const leave = new AbortController();
  const { signal } = leave;
  const how = { credentials, patience, inbox: `_INBOX_${role}`, signal };
  return {
    broker,
    terminal: given?.terminal ?? terminal,
    open: (address, more) =>
      broker.JetStreamChannel.open<Uint8Array>(address, {
        ...how,
        codec: BYTES,
        ...more,
      }),
    list: (address) => broker.listQueues(address, how),
    leaveOn: (stopping) => void stopping.then(() => leave.abort()),
  };
}

/** The command line with the permissions it needs. */
function howToConnect(
  servers: readonly string[],
  { args, options, files = [] }: SessionOptions,
  { start }: Terminal,
): string {
  const { credentials } = options;
  const readable = [...files, credentials === "-" ? undefined : credentials]
    .filter((file) => file !== undefined);
  const hosts = [...new Set(servers)].join(",");
  return `Cannot connect to ${hosts}: the permission for it was not granted\n` +
    howToGrant(start, { servers, files: readable }, args);
}
