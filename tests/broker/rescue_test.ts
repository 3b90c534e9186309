import { assertEquals } from "@std/assert";
import { nanos } from "../../lib/deps/nats_transport.ts";
import { JetStreamChannel } from "@sluice/sluice/broker";
import { brokerTest } from "./support/nats_server.ts";
import { PlainClient } from "./support/plain_client.ts";
import { until } from "./support/until.ts";

const CREATE = { create: { capacity: 4 } };

brokerTest("A queue whose consumer is deleted gets another", async (server) => {
  const address = server.address("q");
  await using queue = await JetStreamChannel.open<number>(address, CREATE);
  const receiving = queue.receive();
  await using plain = await PlainClient.connect(server);
  await plain.jsm.consumers.delete("q", "workers");
  await queue.send(1);
  assertEquals(await receiving, 1);
  await queue.join({ timeout: 5000 });
  await plain.jsm.consumers.delete("q", "workers");
  await queue.send(2);
  await using late = await JetStreamChannel.open<number>(address);
  assertEquals(await late.receive(), 2);
});

brokerTest(
  "A value that the server gives to nobody is rescued",
  async (server) => {
    const address = server.address("q");
    await using queue = await JetStreamChannel.open<number>(address, CREATE);
    for (let n = 0; n < 4; n++) await queue.send(n);
    await using plain = await PlainClient.connect(server);
    const { jsm, js } = plain;
    const { config } = await jsm.consumers.info("q", "workers");
    // With this limit, the server leaves values behind as it does after some crashes.
    await jsm.consumers.delete("q", "workers");
    await jsm.consumers.add("q", {
      ...config,
      max_deliver: 1,
      ack_wait: nanos(500),
    });
    const consumer = await js.consumers.get("q", "workers");
    const messages = await consumer.fetch({ max_messages: 2, expires: 1000 });
    for await (const message of messages) message.working();
    await until(async () => (await queue.stats()).stuck === 2);
    await queue.close();
    const got: number[] = [];
    for await (const n of queue) got.push(n);
    assertEquals([...new Set(got)].sort(), [0, 1, 2, 3]);
    assertEquals((await queue.stats()).stuck, 0);
  },
);
