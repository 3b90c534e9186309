// Items a second through a queue, beside the plain client that publishes, fetches and
// acknowledges the same; prints both and their ratio. `deno task ratio:broker`

import {
  AckPolicy,
  DiscardPolicy,
  RetentionPolicy,
} from "../../lib/deps/nats_jetstream.ts";
import { JetStreamChannel } from "@sluice/sluice/broker";
import { NatsServer } from "./support/nats_server.ts";
import { PlainClient } from "./support/plain_client.ts";

const [count = "20000", rounds = "5"] = Deno.args;
const ITEMS = Number(count);
const WINDOW = 64;
const FETCH = 64;
const payload = { text: "x".repeat(100) };

async function plain(server: NatsServer): Promise<number> {
  await using client = await PlainClient.connect(server);
  await using worker = await PlainClient.connect(server);
  const { jsm, js } = client;
  await jsm.streams.add({
    name: "p",
    subjects: ["p.items"],
    retention: RetentionPolicy.Workqueue,
    discard: DiscardPolicy.New,
    max_msgs: 1_000_000,
  });
  await jsm.consumers.add("p", {
    durable_name: "workers",
    ack_policy: AckPolicy.Explicit,
    max_ack_pending: -1,
  });
  const consumer = await worker.js.consumers.get("p", "workers");
  const start = performance.now();
  const encoder = new TextEncoder();
  const publishing = inWindow((n) =>
    js.publish("p.items", encoder.encode(JSON.stringify(payload)), {
      msgID: `p-${n}`,
    })
  );
  const decoder = new TextDecoder();
  for (let taken = 0; taken < ITEMS;) {
    const max_messages = Math.min(FETCH, ITEMS - taken);
    const messages = await consumer.fetch({ max_messages, expires: 1000 });
    for await (const message of messages) {
      JSON.parse(decoder.decode(message.data));
      message.ack();
      taken++;
    }
  }
  await publishing;
  const seconds = (performance.now() - start) / 1000;
  await jsm.streams.delete("p");
  return ITEMS / seconds;
}

async function ours(server: NatsServer, round: number): Promise<number> {
  const address = server.address(`ours${round}`);
  await using queue = await JetStreamChannel.open<typeof payload>(address, {
    create: { capacity: 1_000_000 },
    window: WINDOW,
  });
  await using worker = await JetStreamChannel.open<typeof payload>(address);
  const start = performance.now();
  const sending = inWindow(() => queue.send(payload));
  for (let taken = 0; taken < ITEMS;) {
    const room = Math.min(FETCH, ITEMS - taken);
    for (const lease of await worker.leaseMany(room)) {
      lease.done();
      taken++;
    }
  }
  await sending;
  return ITEMS / ((performance.now() - start) / 1000);
}

/** Sends all items, `WINDOW` at a time. */
async function inWindow(send: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const one = async () => {
    for (let n = next++; n < ITEMS; n = next++) await send(n);
  };
  await Promise.all(Array.from({ length: WINDOW }, one));
}

await using server = await NatsServer.start();
const rates: [plain: number, ours: number][] = [];
// In turn, so that what else the machine does falls on both.
for (let round = 0; round < Number(rounds); round++) {
  rates.push([await plain(server), await ours(server, round)]);
}
const median = (values: number[]) =>
  values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
const [a, b] = [0, 1].map((side) =>
  median(rates.map((pair) => pair[side] ?? 0))
);
const ratio = median(rates.map(([plain, ours]) => ours / plain));
await Deno.stdout.write(
  new TextEncoder().encode(
    `plain ${Math.round(a ?? 0)}/s, ours ${Math.round(b ?? 0)}/s, ` +
      `ratio ${ratio.toFixed(2)}\n`,
  ),
);
