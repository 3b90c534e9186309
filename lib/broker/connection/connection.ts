import {
  type JetStreamManager,
  jetstreamManager,
} from "../../deps/nats_jetstream.ts";
import {
  connect,
  type ConnectionOptions,
  type NatsConnection,
} from "../../deps/nats_transport.ts";
import { deadline } from "../../deps/std/deadline.ts";
import { abortable } from "../../internal/abortable.ts";
import { checkDuration } from "../../internal/checks.ts";
import { VERIFIED_VERSIONS } from "../../internal/versions.ts";
import type { Address } from "../address.ts";
import { BrokerError } from "../broker_error.ts";
import { connectError } from "./connect_error.ts";
import { type Credentials, toConnectionOptions } from "./credentials.ts";
import { asksForCertificate } from "./server_info.ts";
import { isNewEnough } from "./server_version.ts";
import { UncaughtErrors } from "./uncaught_errors.ts";

/** How long the broker may take for one answer, in milliseconds. */
export const ANSWER_MS = 2000;

/** How long the broker may take to hear the last that is said, in milliseconds. */
export const CLOSE_MS = 1000;

/** How long the first connection may take, in milliseconds. */
const CONNECT_MS = 5000;

/** How long a broker may keep silent while a channel is opened, in milliseconds. */
const OPENING_MS = 10_000;

/** How long an answer is waited for by who is about to leave, in milliseconds. */
export const LEAVING_MS = 500;

/** Pause between two attempts to reconnect, in milliseconds. */
const RECONNECT_MS = 250;

/** How often the broker is asked whether it is there, in milliseconds. */
const PING_MS = 5000;

/** How to reach a broker. */
export interface ConnectOptions {
  /** What proves who we are. */
  readonly credentials?: Credentials | undefined;
  /**
   * How long the broker may be away before what waits for it fails, in
   * milliseconds.
   *
   * @default {60000}
   */
  readonly patience?: number | undefined;
  /**
   * Where answers come, for brokers whose rules depend on that.
   *
   * @default {"_INBOX"}
   */
  readonly inbox?: string | undefined;
  /**
   * Aborts when the caller is about to leave. While the connection is made, that rejects
   * with the signal's reason; from then on the patience is over: what asks the broker is
   * asked once, and has half a second for its answer.
   */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A connection to a broker that comes back by itself, for some time.
 *
 * Invariants: `lost` is set once and for good; while it is set, nothing is sent and
 * there is no listener. The timer of `isAway` runs exactly while the connection is down.
 * `leaving` has aborted when `lost` is set by the one who leaves.
 */
export class Connection {
  readonly nc: NatsConnection;
  readonly jsm: JetStreamManager;
  /** How long the broker may be silent, in milliseconds. */
  patience: number;
  /** Why the connection is lost for good; undefined while it is not. */
  lost: BrokerError | undefined;
  /** Whether the broker did not answer who is about to leave: it hears nothing else. */
  isMute = false;
  /** Aborts when the patience with the broker is over. */
  readonly leaving: AbortSignal;
  readonly #leave = new AbortController();
  readonly #onLost = new Set<(error: BrokerError) => void>();
  readonly #onBack = new Set<() => void>();
  readonly #onError = new Set<(error: Error) => void>();
  #away: ReturnType<typeof setTimeout> | undefined;

  private constructor(
    nc: NatsConnection,
    jsm: JetStreamManager,
    { patience, signal }: { patience: number; signal: AbortSignal | undefined },
  ) {
    this.nc = nc;
    this.jsm = jsm;
    this.patience = patience;
    const own = this.#leave.signal;
    this.leaving = signal === undefined ? own : AbortSignal.any([own, signal]);
    void this.#watch();
    nc.closed().then(() => this.lose(disposed()));
  }

  /**
   * Connects to a broker.
   *
   * @throws {BrokerError} If it cannot be reached within 5 s, or not be used.
   * @throws The signal's reason, if that aborts before.
   */
  static async open(
    address: Omit<Address, "name">,
    { credentials = {}, patience = 60_000, inbox, signal }: ConnectOptions,
  ): Promise<Connection> {
    checkDuration("a patience of", patience);
    checkName(address, credentials);
    signal?.throwIfAborted();
    const dialing = dial(address, {
      ...toConnectionOptions(credentials),
      ...(address.encrypted && credentials.tls === undefined && { tls: {} }),
      ...(inbox !== undefined && { inboxPrefix: inbox }),
    });
    const nc = await abortable(dialing, signal).catch((error) => {
      // A connection that is made after all is wanted by nobody.
      void dialing.then((late) => late.close(), () => {});
      throw error;
    });
    const { version = "" } = nc.info ?? {};
    if (!isNewEnough(version)) {
      await nc.close();
      throw new BrokerError(
        "version",
        `Cannot use nats-server ${version}: it may lose items; ` +
          `${VERIFIED_VERSIONS.natsServer} is the oldest that is good`,
      );
    }
    const how = { checkAPI: false, timeout: ANSWER_MS };
    const jsm = await jetstreamManager(nc, how);
    return new Connection(nc, jsm, { patience, signal });
  }

  /** Runs `body` with the shorter patience that holds while a channel is opened. */
  async opening<T>(body: () => Promise<T>): Promise<T> {
    const { patience } = this;
    this.patience = Math.min(patience, OPENING_MS);
    return await body().finally(() => this.patience = patience);
  }

  /** Ends the patience with the broker: what it is asked has half a second to be answered. */
  leave(): void {
    this.#leave.abort(disposed());
  }

  /** Whether the connection is down at the moment. */
  get isAway(): boolean {
    return this.#away !== undefined || this.lost !== undefined;
  }

  /** Longest message the broker takes, its headers included, in bytes. */
  get maxPayload(): number {
    return this.nc.info?.max_payload ?? 2 ** 20;
  }

  /** Whether the server we talk to says that its JetStream is on. */
  get hasJetStream(): boolean {
    return this.nc.info?.jetstream === true;
  }

  /** Calls `listener` when the connection is lost for good; at once if it is. */
  onLost(listener: (error: BrokerError) => void): void {
    if (this.lost === undefined) this.#onLost.add(listener);
    else listener(this.lost);
  }

  /** Calls `listener` each time a lost connection has come back. */
  onBack(listener: () => void): void {
    this.#onBack.add(listener);
  }

  /** Calls `listener` with errors that the broker says of no request. */
  onError(listener: (error: Error) => void): void {
    this.#onError.add(listener);
  }

  /** Ends all that waits; nothing can be done with the connection any more. */
  lose(error: BrokerError): void {
    clearTimeout(this.#away);
    if (this.lost !== undefined) return;
    this.lost = error;
    for (const listener of this.#onLost) listener(error);
    this.#onLost.clear();
    void this.nc.close();
  }

  /** Ends the connection, when all that was said has arrived or cannot. */
  async close(): Promise<void> {
    this.leave();
    if (!this.isAway && !this.isMute) {
      await deadline(this.nc.flush(), CLOSE_MS).catch(() => {});
    }
    this.lose(disposed());
    await this.nc.closed();
  }

  async #watch(): Promise<void> {
    for await (const status of this.nc.status()) {
      if (status.type === "reconnect") {
        clearTimeout(this.#away);
        this.#away = undefined;
        for (const listener of this.#onBack) listener();
      } else if (status.type === "disconnect") {
        this.#away ??= setTimeout(() => this.#giveUp(), this.patience);
      } else if (status.type === "error") {
        for (const listener of this.#onError) listener(status.error);
      }
    }
  }

  #giveUp(): void {
    const seconds = Math.round(this.patience / 1000);
    this.lose(
      new BrokerError(
        "unreachable",
        `Cannot reach the broker: it has been away for ${seconds} s`,
      ),
    );
  }
}

async function dial(
  address: Omit<Address, "name">,
  options: ConnectionOptions,
): Promise<NatsConnection> {
  using uncaught = new UncaughtErrors();
  try {
    return await connect({
      ...options,
      servers: [...address.servers],
      // The client's own look-up dials addresses that no permission names.
      resolve: false,
      ignoreClusterUpdates: true,
      maxReconnectAttempts: -1,
      reconnectTimeWait: RECONNECT_MS,
      pingInterval: PING_MS,
      timeout: CONNECT_MS,
    });
  } catch (error) {
    const failed = connectError(error, address);
    if (failed.kind !== "unreachable") throw failed;
    const [server = ""] = address.servers;
    const hasCertificate = typeof options.tls === "object" &&
      options.tls?.cert !== undefined;
    if (!hasCertificate && await asksForCertificate(server)) {
      throw connectError(new Error("certificate required"), address);
    }
    throw uncaught.reason === undefined
      ? failed
      : connectError(uncaught.reason, address);
  }
}

function disposed(): BrokerError {
  return new BrokerError("closed", "Cannot go on: the channel was disposed");
}

/** Certificates name hosts; for an address in digits a wrong name is checked. */
function checkName(
  { servers, encrypted }: Omit<Address, "name">,
  { tls }: Credentials,
): void {
  if (!encrypted && tls === undefined) return;
  if (tls?.servername !== undefined) return;
  const digits = servers.find((server) => /^(\[|[\d.]+:\d+$)/.test(server));
  if (digits === undefined) return;
  throw new BrokerError(
    "credentials",
    `Cannot check the certificate of ${digits}: use the host's name, or give ` +
      'its name as "servername" in "tls"',
  );
}
