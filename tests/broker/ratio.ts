// Items a second through `send` and `work`, beside a plain client that publishes, and
// that fetches, publishes a result and acknowledges; and what CPU an item costs.
// `deno task ratio:broker [items] [bytes] [rounds]`

import {
  AckPolicy,
  DiscardPolicy,
  RetentionPolicy,
} from "../../lib/deps/nats_jetstream.ts";
import { NatsServer } from "./support/nats_server.ts";
import { PlainClient } from "./support/plain_client.ts";

const [count = "50000", size = "100", rounds = "3"] = Deno.args;
const ITEMS = Number(count);
const WINDOW = 64;
const FETCH = 64;
const CAPACITY = 1_000_000;

/** An item of that size; as NDJSON and on the broker. */
const item = JSON.stringify({ text: "x".repeat(Number(size) - 11) });
const bytes = new TextEncoder().encode(item);

/** What was measured of one side. */
interface Sample {
  readonly perSecond: number;
  /** Microseconds of CPU an item. */
  readonly cpu: number;
}

async function makeStreams(client: PlainClient): Promise<void> {
  for (const name of ["p", "r"]) {
    await client.jsm.streams.add({
      name,
      subjects: [`${name}.items`],
      retention: RetentionPolicy.Workqueue,
      discard: DiscardPolicy.New,
      max_msgs: CAPACITY,
    });
    await client.jsm.consumers.add(name, {
      durable_name: "workers",
      ack_policy: AckPolicy.Explicit,
      max_ack_pending: -1,
    });
  }
}

/** Publishes all items, a window of them at a time. */
async function plainSend(client: PlainClient): Promise<Sample> {
  let next = 0;
  return await measured(async () => {
    const one = async () => {
      for (let n = next++; n < ITEMS; n = next++) {
        await client.js.publish("p.items", bytes, { msgID: `p-${n}` });
      }
    };
    await Promise.all(Array.from({ length: WINDOW }, one));
  });
}

/** Takes each item, publishes a result for it, and finishes it. */
async function plainWork(client: PlainClient): Promise<Sample> {
  const { js } = client;
  const consumer = await js.consumers.get("p", "workers");
  return await measured(async () => {
    for (let taken = 0; taken < ITEMS;) {
      const max_messages = Math.min(FETCH, ITEMS - taken);
      const messages = await consumer.fetch({ max_messages, expires: 1000 });
      const finishing: Promise<void>[] = [];
      for await (const message of messages) {
        const result = JSON.stringify(message.json());
        const how = { msgID: `r-${message.seq}` };
        finishing.push(
          js.publish("r.items", result, how).then(() => message.ack()),
        );
        taken++;
      }
      await Promise.all(finishing);
    }
  });
}

async function measured(body: () => Promise<void>): Promise<Sample> {
  const start = performance.now();
  await body();
  const seconds = (performance.now() - start) / 1000;
  return { perSecond: ITEMS / seconds, cpu: NaN };
}

/** Runs the program, and reads what the shell says of its CPU. */
async function program(
  port: number,
  args: readonly string[],
  stdin?: string,
): Promise<{ stderr: string; cpuMs: number; ms: number }> {
  const command = [
    ...["deno", "run", "--no-prompt", "--quiet"],
    ...[`--allow-net=127.0.0.1:${port}`, "main.ts", ...args],
  ].map((word) => `'${word}'`).join(" ");
  const input = stdin === undefined ? "" : ` < '${stdin}'`;
  const start = performance.now();
  const { stderr } = await new Deno.Command("bash", {
    args: ["-c", `TIMEFORMAT='cpu %U %S'; time ${command}${input} >/dev/null`],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  const ms = performance.now() - start;
  const text = new TextDecoder().decode(stderr);
  const [, user = "0", system = "0"] = /cpu (\S+) (\S+)/.exec(text) ?? [];
  return { stderr: text, cpuMs: (Number(user) + Number(system)) * 1000, ms };
}

/** The same program with nothing to do, which costs its start. */
async function ours(
  server: NatsServer,
  round: number,
): Promise<{ send: Sample; work: Sample }> {
  const file = `${server.folder}/items.ndjson`;
  await Deno.writeTextFile(file, `${item}\n`.repeat(ITEMS));
  const empty = `${server.folder}/empty`;
  await Deno.writeTextFile(empty, "");
  const [queue, none] = ["ours", "none"].map((name) =>
    server.address(`${name}${round}`)
  );
  const capacity = ["--capacity", String(CAPACITY), "--close"];
  const noSend = await program(
    server.port,
    ["send", none ?? "", ...capacity],
    empty,
  );
  const send = await program(
    server.port,
    ["send", queue ?? "", ...capacity],
    file,
  );
  const job = "e => ({ text: e.text })";
  const how = ["--stats=json", "--results"];
  const results = ["w", "n"].map((name) => server.address(`${name}${round}`));
  const noWork = await program(
    server.port,
    ["work", none ?? "", job, ...how, results[1] ?? ""],
  );
  const work = await program(
    server.port,
    ["work", queue ?? "", job, ...how, results[0] ?? ""],
  );
  const totals = JSON.parse(/^\{.*\}$/m.exec(work.stderr)?.[0] ?? "{}");
  if (totals.done !== ITEMS) throw new Error(`not done: ${work.stderr}`);
  const perItem = (ms: number) => ms * 1000 / ITEMS;
  return {
    send: {
      perSecond: ITEMS / (send.ms - noSend.ms) * 1000,
      cpu: perItem(send.cpuMs - noSend.cpuMs),
    },
    work: {
      perSecond: ITEMS / totals.elapsedMs * 1000,
      cpu: perItem(work.cpuMs - noWork.cpuMs),
    },
  };
}

const median = (values: number[]) =>
  values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

const rows: Record<"send" | "work", [Sample, Sample][]> = {
  send: [],
  work: [],
};
// In turn, so that what else the machine does falls on both.
for (let round = 0; round < Number(rounds); round++) {
  await using server = await NatsServer.start();
  await using client = await PlainClient.connect(server);
  await makeStreams(client);
  const sent = await plainSend(client);
  const worked = await plainWork(client);
  const { send, work } = await ours(server, round);
  rows.send.push([sent, send]);
  rows.work.push([worked, work]);
}
for (const [name, pairs] of Object.entries(rows)) {
  const plain = median(pairs.map(([plain]) => plain.perSecond));
  const ours = median(pairs.map(([, ours]) => ours.perSecond));
  const ratio = median(pairs.map(([a, b]) => b.perSecond / a.perSecond));
  const cpu = median(pairs.map(([, ours]) => ours.cpu));
  const line = `${name}: plain ${Math.round(plain)}/s, ` +
    `ours ${Math.round(ours)}/s, ratio ${ratio.toFixed(2)}, ` +
    `${cpu.toFixed(1)} us of CPU an item\n`;
  await Deno.stdout.write(new TextEncoder().encode(line));
}
