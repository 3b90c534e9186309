import { assert, assertEquals, assertRejects } from "@std/assert";
import { delay } from "../../../lib/deps/std/delay.ts";
import { ChannelClosedError } from "@sluice/sluice";
import { JetStreamChannel } from "@sluice/sluice/broker";
import { brokerTest } from "../support/nats_server.ts";
import { PlainClient } from "../support/plain_client.ts";
import { Proxy } from "../support/proxy.ts";

type Queue = JetStreamChannel<number>;

const CREATE = { create: { capacity: 1000, lease: 1000 } };

/** Sends numbers through a link, and takes them by another, and counts them. */
async function survive(
  port: number,
  count: number,
  harm: (proxy: Proxy) => Promise<void>,
): Promise<{ got: Set<number>; stored: number }> {
  await using proxy = new Proxy(port);
  await using sender: Queue = await JetStreamChannel.open(
    proxy.address("q"),
    CREATE,
  );
  await using receiver: Queue = await JetStreamChannel.open(
    proxy.address("q"),
  );
  const got = new Set<number>();
  const sending = (async () => {
    for (let n = 0; n < count; n++) await sender.send(n, { id: String(n) });
    await sender.close();
  })();
  const receiving = (async () => {
    for await (const n of receiver) got.add(n);
  })();
  await delay(50);
  await harm(proxy);
  await Promise.all([sending, receiving]);
  const { done, waiting, running } = await sender.stats();
  return { got, stored: done + waiting + running };
}

brokerTest(
  "A link that breaks loses nothing and stores nothing twice",
  async (server) => {
    const { got, stored } = await survive(server.port, 2000, async (proxy) => {
      for (let cuts = 0; cuts < 5; cuts++) {
        proxy.cut();
        await delay(300);
      }
    });
    assertEquals([got.size, stored], [2000, 2000]);
  },
);

brokerTest(
  "An answer that is lost does not store a value twice",
  async (server) => {
    const { got, stored } = await survive(server.port, 1000, async (proxy) => {
      proxy.isDeaf = true;
      await delay(300);
      proxy.cut();
      proxy.isDeaf = false;
    });
    assertEquals([got.size, stored], [1000, 1000]);
  },
);

brokerTest(
  "A link that swallows everything is noticed, and replaced",
  async (server) => {
    const { got, stored } = await survive(server.port, 500, async (proxy) => {
      proxy.isHole = true;
      await delay(2500);
      proxy.cut();
      proxy.isHole = false;
    });
    assertEquals([got.size, stored], [500, 500]);
  },
);

brokerTest("A slow link is only slow", async (server) => {
  const { got, stored } = await survive(server.port, 10, async (proxy) => {
    proxy.delayMs = 100;
    await delay(1000);
    proxy.delayMs = 0;
  });
  assertEquals([got.size, stored], [10, 10]);
});

brokerTest(
  "A queue that was closed before the server was killed stays closed",
  async (server) => {
    const create = { capacity: 4 };
    await using queue: Queue = await JetStreamChannel.open(
      server.address("q"),
      { create },
    );
    await using other: Queue = await JetStreamChannel.open(server.address("q"));
    for (let n = 0; n < 4; n++) await queue.send(n);
    const waiting = [4, 5, 6].map((n) =>
      assertRejects(() => queue.send(n), ChannelClosedError)
    );
    await Promise.all([queue.close(), other.close()]);
    await server.down("SIGKILL");
    await server.up();
    await Promise.all(waiting);
    await assertRejects(() => other.send(7), ChannelClosedError);
    const got: number[] = [];
    for await (const n of other) got.push(n);
    assertEquals(got, [0, 1, 2, 3]);
  },
);

brokerTest("A full queue is not stormed by those who wait", async (server) => {
  const create = { capacity: 4 };
  await using queue: Queue = await JetStreamChannel.open(
    server.address("q"),
    { create },
  );
  await using plain = await PlainClient.connect(server);
  let publishes = 0;
  plain.nc.subscribe("sluice.q.items", { callback: () => void publishes++ });
  await plain.nc.flush();
  const items = 100;
  const sends = Array.from({ length: items }, (_, n) => queue.send(n));
  for (let taken = 0; taken < items; taken++) {
    const lease = await queue.lease();
    await delay(5);
    lease.done();
  }
  await Promise.all(sends);
  assert(publishes < 10 * items, `${publishes} publishes for ${items} items`);
});
