import { assert, assertEquals, assertRejects } from "@std/assert";
import { ChannelClosedError } from "@sluice/sluice";
import {
  BrokerError,
  type BrokerErrorKind,
  JetStreamChannel,
  type OpenOptions,
} from "@sluice/sluice/broker";
import {
  AUTHORITY,
  CLIENT_CERTIFICATE,
  CLIENT_KEY,
  EXPIRED_CERTIFICATE,
  EXPIRED_KEY,
  SERVER_CERTIFICATE,
  SERVER_KEY,
} from "./support/certificates.ts";
import {
  brokerTest,
  freePort,
  type NatsServer,
} from "./support/nats_server.ts";
import { PlainClient } from "./support/plain_client.ts";

const CREATE = { create: { capacity: 4 } };
const SECRET = "open sesame";

async function refused(
  kind: BrokerErrorKind,
  opening: Promise<JetStreamChannel<number>>,
): Promise<BrokerError> {
  const error = await assertRejects(() => opening, BrokerError);
  assertEquals([error.kind, error.message], [kind, error.message]);
  assert(!error.message.includes(SECRET), error.message);
  return error;
}

function open(
  server: Pick<NatsServer, "address">,
  options: OpenOptions<number> = CREATE,
): Promise<JetStreamChannel<number>> {
  return JetStreamChannel.open<number>(server.address("q"), options);
}

brokerTest(
  "A broker that is not there is unreachable, soon",
  async (server) => {
    await server.down();
    const error = await refused("unreachable", open(server));
    assert(error.message.includes("connection refused"), error.message);
  },
);

brokerTest(
  "A broker that goes away for long ends what waits",
  async (server) => {
    await using queue = await open(server, { ...CREATE, patience: 800 });
    for (let n = 0; n < 4; n++) await queue.send(n);
    await queue.leaseMany(4);
    const waits = [queue.send(4), queue.receive(), queue.join()]
      .map((wait) => assertRejects(() => wait, BrokerError));
    await server.down();
    const errors = await Promise.all(waits);
    assertEquals(errors.map(({ kind }) => kind), Array(3).fill("unreachable"));
    await assertRejects(() => queue.send(5), BrokerError);
  },
);

brokerTest("A broker without JetStream is no broker", async (server) => {
  await refused("missing", open(server, { ...CREATE, patience: 1000 }));
}, { jetstream: false });

brokerTest(
  "A queue that is not there is made only if that is asked for",
  async (server) => {
    await refused("missing", open(server, {}));
    await using made = await open(server);
    await using found = await open(server, {});
    assertEquals(found.capacity, made.capacity);
  },
);

brokerTest("A stream that is no queue is left alone", async (server) => {
  await using plain = await PlainClient.connect(server);
  await plain.jsm.streams.add({ name: "q", subjects: ["other"] });
  await refused("settings", open(server));
});

brokerTest("A queue that is deleted ends what waits for it", async (server) => {
  await using queue = await open(server);
  for (let n = 0; n < 4; n++) await queue.send(n);
  const sending = assertRejects(() => queue.send(4), BrokerError);
  await using plain = await PlainClient.connect(server);
  await plain.jsm.streams.delete("q");
  assertEquals((await sending).kind, "missing");
  const error = await assertRejects(() => queue.receive(), BrokerError);
  assertEquals(error.kind, "missing");
});

brokerTest(
  "A value over the broker's limit is refused alone",
  async (server) => {
    await using queue = await JetStreamChannel.open<string>(
      server.address("q"),
      CREATE,
    );
    const error = await assertRejects(
      () => queue.send("x".repeat(2000)),
      BrokerError,
    );
    assertEquals(error.kind, "size");
    await queue.send("x");
  },
  { config: "max_payload: 1024" },
);

brokerTest("A full disk is said, and what was stored stays", async (server) => {
  await using queue = await JetStreamChannel.open<string>(
    server.address("q"),
    { create: { capacity: 10_000 } },
  );
  const send = async () => {
    for (;;) await queue.send("x".repeat(100_000));
  };
  const error = await assertRejects(send, BrokerError);
  assertEquals(error.kind, "storage");
  const { waiting } = await queue.stats();
  assert(waiting > 0);
  assertEquals((await queue.receive()).length, 100_000);
}, { jetstream: "max_file_store: 1MB" });

brokerTest(
  "Wrong credentials are refused, and do not end the process",
  async (server) => {
    await refused("credentials", open(server));
    const credentials = { token: `not ${SECRET}` };
    await refused("credentials", open(server, { ...CREATE, credentials }));
    await using queue = await open(server, {
      ...CREATE,
      credentials: { token: SECRET },
    });
    await queue.send(1);
  },
  { config: `authorization { token: "${SECRET}" }` },
);

brokerTest("A user and a password open the broker", async (server) => {
  const wrong = { user: "ada", pass: `not ${SECRET}` };
  await refused("credentials", open(server, { credentials: wrong }));
  const credentials = { user: "ada", pass: SECRET };
  await using queue = await open(server, { ...CREATE, credentials });
  await queue.send(1);
}, { config: `authorization { user: ada, password: "${SECRET}" }` });

brokerTest("What a user may not do is named", async (server) => {
  await using admin = await open(server, {
    ...CREATE,
    credentials: { user: "admin", pass: "a" },
  });
  assertEquals(admin.capacity, 4);
  await using producer = await open(server, {
    credentials: { user: "producer", pass: "p" },
    inbox: "_INBOX_send",
  });
  await producer.send(1);
  const error = await assertRejects(
    () => producer.receive({ timeout: 5000 }),
    BrokerError,
  );
  assertEquals(error.kind, "denied");
  await using worker = await open(server, {
    credentials: { user: "worker", pass: "w" },
    inbox: "_INBOX_work",
  });
  const lease = await worker.lease();
  await lease.bury({ kind: "threw", message: "no" });
  const denied = await assertRejects(() => worker.send(2), BrokerError);
  assertEquals(denied.kind, "denied");
}, {
  config: `authorization { users: [
    { user: admin, password: a }
    { user: producer, password: p, permissions: {
      publish: ["sluice.q.items", "$JS.API.STREAM.INFO.q"]
      subscribe: ["_INBOX_send.>", "sluice.q.freed"] } }
    { user: worker, password: w, permissions: {
      publish: ["sluice.q.freed", "sluice.q-dead.items", "$JS.ACK.q.workers.>",
        "$JS.API.STREAM.INFO.q", "$JS.API.STREAM.INFO.q-dead",
        "$JS.API.CONSUMER.INFO.q.workers", "$JS.API.CONSUMER.MSG.NEXT.q.workers"]
      subscribe: ["_INBOX_work.>", "sluice.q.freed", "sluice.q.roll"]
      allow_responses: true } }
  ] }`,
});

const TLS = (more: string) => ({
  config:
    `tls { cert_file: "$FOLDER/server.pem", key_file: "$FOLDER/server.key",
    ca_file: "$FOLDER/ca.pem", ${more} }`,
  files: {
    "server.pem": SERVER_CERTIFICATE,
    "server.key": SERVER_KEY,
    "ca.pem": AUTHORITY,
  },
});

const trusted = { ca: AUTHORITY, servername: "broker.test" };

brokerTest(
  "A certificate is checked: its authority, and its name",
  async (server) => {
    const tls = (tls: NonNullable<OpenOptions<number>["credentials"]>["tls"]) =>
      open(server, { ...CREATE, credentials: { tls: tls ?? {} } });
    await using queue = await tls(trusted);
    await queue.send(1);
    await refused("credentials", tls({ servername: "broker.test" }));
    await refused("credentials", tls({ ...trusted, servername: "other.test" }));
    const digits = await refused("credentials", tls({ ca: AUTHORITY }));
    assert(digits.message.includes("servername"), digits.message);
  },
  TLS(""),
);

brokerTest("A certificate that has expired is refused", async (server) => {
  await refused(
    "credentials",
    open(server, { ...CREATE, credentials: { tls: trusted } }),
  );
}, {
  config: TLS("").config,
  files: {
    "server.pem": EXPIRED_CERTIFICATE,
    "server.key": EXPIRED_KEY,
    "ca.pem": AUTHORITY,
  },
});

brokerTest(
  "A broker that asks for a certificate gets one, or refuses",
  async (server) => {
    const error = await assertRejects(
      () => open(server, { ...CREATE, credentials: { tls: trusted } }),
      BrokerError,
    );
    assert(["credentials", "unreachable"].includes(error.kind), error.kind);
    const mine = { ...trusted, cert: CLIENT_CERTIFICATE, key: CLIENT_KEY };
    await using queue = await open(server, {
      ...CREATE,
      credentials: { tls: mine },
    });
    await queue.send(1);
  },
  TLS("verify: true"),
);

brokerTest("A server that loses items is refused, by its version", async () => {
  await using old = await OldServer.start();
  const error = await refused("version", open(old));
  assert(error.message.includes("2.10.27"), error.message);
});

brokerTest(
  "A value is never reported as sent after a close",
  async (server) => {
    await using queue = await open(server);
    await using other = await open(server);
    await server.freeze();
    const error = await assertRejects(
      () => queue.send(1, { timeout: 500 }),
      BrokerError,
    );
    assertEquals(error.kind, "uncertain");
    server.thaw();
    await other.close();
    await assertRejects(() => queue.send(1), ChannelClosedError);
  },
);

/** Speaks as much of the protocol as it takes to say how old it is. */
class OldServer implements AsyncDisposable {
  readonly #listener: Deno.Listener;
  readonly #serving: Promise<void>;

  constructor(listener: Deno.Listener) {
    this.#listener = listener;
    this.#serving = this.#serve();
  }

  static start(): Promise<OldServer> {
    const port = freePort();
    const listener = Deno.listen({ hostname: "127.0.0.1", port });
    return Promise.resolve(new OldServer(listener));
  }

  address(name: string): string {
    const { port } = this.#listener.addr as Deno.NetAddr;
    return `nats://127.0.0.1:${port}/${name}`;
  }

  async #serve(): Promise<void> {
    for await (const connection of this.#listener) {
      const info = JSON.stringify({
        server_id: "old",
        version: "2.10.27",
        max_payload: 1 << 20,
        headers: true,
      });
      const encoder = new TextEncoder();
      await connection.write(encoder.encode(`INFO ${info}\r\n`));
      const buffer = new Uint8Array(4096);
      while (await connection.read(buffer).catch(() => null) !== null) {
        if (new TextDecoder().decode(buffer).includes("PING")) {
          await connection.write(encoder.encode("PONG\r\n")).catch(() => {});
        }
      }
      connection.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.#serving;
  }
}
