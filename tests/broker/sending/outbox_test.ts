import { assert, assertEquals, assertRejects } from "@std/assert";
import { BrokerError } from "../../../lib/broker/broker_error.ts";
import type {
  Publisher,
  Publishing,
} from "../../../lib/broker/connection/publisher.ts";
import { Outbox } from "../../../lib/broker/sending/outbox.ts";
import type { RoomListener } from "../../../lib/broker/sending/room_signals.ts";
import { JetStreamApiError } from "../../../lib/deps/nats_jetstream.ts";
import { errors, headers } from "../../../lib/deps/nats_transport.ts";
import { ChannelClosedError, TimeoutError } from "../../../lib/errors.ts";
import { checkInvariantsInAllTests } from "../../support/checked.ts";
import { FakeTime } from "../../support/fake_time.ts";
import { FakeConnection } from "../support/fake_connection.ts";

checkInvariantsInAllTests();

const FULL = new JetStreamApiError({
  ...{ err_code: 10077, code: 503, description: "full" },
});

const goOn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** An outbox whose broker answers when the test says so. */
class OutboxStage implements Disposable {
  readonly time = new FakeTime();
  readonly fake = new FakeConnection();
  /** What was given to the broker, and not answered. */
  readonly flying: Publishing[] = [];
  readonly outbox: Outbox;
  hear: RoomListener = () => {};
  #sequence = 0;

  constructor({ window = 2 } = {}) {
    this.fake.patience = 60_000;
    const start = (message: Publishing) => void this.flying.push(message);
    this.outbox = new Outbox({
      connection: this.fake.connection,
      publisher: { start } as unknown as Publisher,
      signals: {
        listen: (listener: RoomListener) => this.hear = listener,
      } as never,
    }, { queue: "q", window });
  }

  send(value: string, options = {}) {
    const data = new TextEncoder().encode(value);
    const sent = this.outbox.send({ data, value, headers: undefined }, options);
    // Some tests look at what became of it only later.
    sent.catch(() => {});
    return sent;
  }

  /** What is on its way. */
  get texts(): string[] {
    return this.flying.map(({ data }) => new TextDecoder().decode(data));
  }

  /** Answers what was sent first. */
  store(): void {
    this.flying.shift()?.stored({
      ...{ sequence: ++this.#sequence, isDuplicate: false },
    });
  }

  async refuse(error: Error = FULL): Promise<void> {
    this.flying.shift()?.failed(error);
    await goOn();
  }

  [Symbol.dispose](): void {
    this.fake.lose();
    this.time[Symbol.dispose]();
  }
}

Deno.test("No more is on its way than the window, first come, first served", async () => {
  using stage = new OutboxStage();
  const sent = ["a", "b", "c"].map((value) => stage.send(value));
  assertEquals(stage.texts, ["a", "b"]);
  stage.store();
  assertEquals(stage.texts, ["b", "c"]);
  stage.store();
  stage.store();
  const places = (await Promise.all(sent)).map((answer) => answer?.sequence);
  assertEquals(places, [1, 2, 3]);
});

Deno.test("What a full queue refused goes before what waits, in the order of the sends", async () => {
  using stage = new OutboxStage();
  const sent = ["a", "b", "c"].map((value) => stage.send(value));
  const [a, b] = stage.flying.splice(0);
  b?.failed(FULL);
  await goOn();
  a?.failed(FULL);
  await goOn();
  assertEquals(stage.texts, []);
  stage.hear(1, false);
  assertEquals(stage.texts, ["a"]);
  stage.store();
  assertEquals(stage.texts, ["b", "c"]);
  stage.store();
  stage.store();
  await Promise.all(sent);
});

Deno.test("A signal that was not heard costs a quarter of a second", async () => {
  using stage = new OutboxStage();
  const sent = stage.send("a");
  await stage.refuse();
  stage.time.tick(249);
  assertEquals(stage.texts, []);
  stage.time.tick(1);
  assertEquals(stage.texts, ["a"]);
  stage.store();
  await sent;
});

Deno.test("What may not wait is told that there is no room", async () => {
  using stage = new OutboxStage();
  const sent = stage.send("a", { mayWait: false });
  await stage.refuse();
  assertEquals(await sent, undefined);
  assertEquals(stage.time.pending, 0);
});

Deno.test("A queue that was closed takes nothing more, and gives the value back", async () => {
  using stage = new OutboxStage({ window: 1 });
  stage.fake.addQueue("q", { isClosed: true });
  const sent = ["a", "b"].map((value) => stage.send(value));
  const errors = Promise.all(
    sent.map((one) => assertRejects(() => one, ChannelClosedError)),
  );
  stage.hear(1, true);
  await goOn();
  await stage.refuse(Object.assign(new Error(), { name: "NoResponders" }));
  assertEquals((await errors).map(({ value }) => value), ["a", "b"]);
});

Deno.test("What is on its way when its wait is over is decided by its answer", async () => {
  using stage = new OutboxStage({ window: 1 });
  const stop = new AbortController();
  const { signal } = stop;
  const [a, b] = ["a", "b"].map((value) => stage.send(value, { signal }));
  stop.abort(new Error("stop"));
  await assertRejects(async () => await b, Error, "stop");
  stage.store();
  assertEquals((await a)?.sequence, 1);
  const c = stage.send("c", { timeout: 10 });
  const timedOut = assertRejects(() => c, TimeoutError);
  stage.time.tick(20);
  await stage.refuse();
  await timedOut;
});

Deno.test("What was refused and waits is given up when its wait is over, and sent no more", async () => {
  using stage = new OutboxStage({ window: 1 });
  const stop = new AbortController();
  const first = stage.send("a", { signal: stop.signal });
  const second = stage.send("b");
  await stage.refuse();
  stop.abort(new Error("stop"));
  await assertRejects(() => first, Error, "stop");
  stage.hear(1, false);
  assertEquals(stage.texts, ["b"]);
  stage.store();
  await second;
});

Deno.test("Where no answer came, it cannot be told whether the value was sent", async () => {
  using stage = new OutboxStage();
  stage.fake.patience = -1;
  const sent = stage.send("a");
  await stage.refuse(new errors.TimeoutError());
  const error = await assertRejects(() => sent, BrokerError);
  assertEquals(error.kind, "uncertain");
});

Deno.test("After no answer the same is sent again, with a pause", async () => {
  using stage = new OutboxStage();
  const sent = stage.send("a");
  await stage.refuse(new errors.TimeoutError());
  assertEquals(stage.texts, []);
  stage.time.tick(100);
  assertEquals(stage.texts, ["a"]);
  // A full queue still knows the id: it was not stored.
  await stage.refuse();
  stage.fake.lose();
  const error = await assertRejects(() => sent, BrokerError);
  assertEquals(error.kind, "unreachable");
});

Deno.test("While the connection is down nothing is sent, and all that waits afterwards", () => {
  using stage = new OutboxStage();
  stage.fake.isAway = true;
  stage.send("a").catch(() => {});
  assertEquals(stage.texts, []);
  stage.fake.comeBack();
  assertEquals(stage.texts, ["a"]);
});

Deno.test("A value that is longer than the broker takes is refused, with its headers", async () => {
  using stage = new OutboxStage();
  stage.fake.maxPayload = 5_000;
  const about = headers();
  about.set("Nats-Msg-Id", "x".repeat(100));
  const send = (size: number, headers: typeof about | undefined) =>
    stage.outbox.send({ data: new Uint8Array(size), value: 0, headers });
  void send(5_000, undefined);
  void send(4_800, about);
  assertEquals(stage.flying.length, 2);
  const error = await assertRejects(() => send(4_900, about), BrokerError);
  assertEquals(error.kind, "size");
  await assertRejects(() => send(5_001, undefined), BrokerError);
  stage.store();
  stage.store();
});

Deno.test("Nothing is sent once the connection is lost, or the signal aborted", async () => {
  using stage = new OutboxStage();
  const signal = AbortSignal.abort(new Error("stop"));
  await assertRejects(() => stage.send("a", { signal }), Error, "stop");
  const waiting = ["a", "b", "c"].map((value) => stage.send(value));
  const ends = waiting.map((one) => assertRejects(() => one, BrokerError));
  stage.fake.lose();
  assert((await Promise.all(ends)).every(({ kind }) => kind === "unreachable"));
  await assertRejects(() => stage.send("d"), BrokerError, "lost");
});
