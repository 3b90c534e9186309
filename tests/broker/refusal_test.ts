import { assert, assertEquals, assertRejects } from "@std/assert";
import { ChannelClosedError } from "@sluice/sluice";
import { BrokerError, JetStreamChannel } from "@sluice/sluice/broker";
import { brokerTest, freePort } from "./support/nats_server.ts";
import { CREATE, open, refused } from "./support/opening.ts";
import { PlainClient } from "./support/plain_client.ts";

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
    // It gives what is there, which need not be all of it yet.
    for (let leased = 0; leased < 4;) {
      leased += (await queue.leaseMany(4 - leased)).length;
    }
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
