import {
  jetstream,
  jetstreamManager,
} from "../../../lib/deps/nats_jetstream.ts";
import type {
  JetStreamClient,
  JetStreamManager,
} from "../../../lib/deps/nats_jetstream.ts";
import {
  connect,
  type NatsConnection,
} from "../../../lib/deps/nats_transport.ts";
import type { NatsServer } from "./nats_server.ts";

/** A client of the broker that knows nothing of queues. */
export class PlainClient implements AsyncDisposable {
  readonly nc: NatsConnection;
  readonly js: JetStreamClient;
  readonly jsm: JetStreamManager;

  constructor(nc: NatsConnection, jsm: JetStreamManager) {
    this.nc = nc;
    this.js = jetstream(nc);
    this.jsm = jsm;
  }

  static async connect(server: NatsServer): Promise<PlainClient> {
    const nc = await connect({
      servers: [`127.0.0.1:${server.port}`],
      resolve: false,
    });
    return new PlainClient(nc, await jetstreamManager(nc));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.nc.close();
  }
}
