import { assert, assertEquals } from "@std/assert";
import { BrokerError } from "../../../lib/broker/broker_error.ts";
import { QueueWatch } from "../../../lib/broker/receiving/queue_watch.ts";
import type { RoomListener } from "../../../lib/broker/sending/room_signals.ts";
import { ChannelClosedError } from "../../../lib/errors.ts";
import { FakeTime } from "../../support/fake_time.ts";
import { FakeConnection, notFound } from "../support/fake_connection.ts";

/** Lets promises go on; timers may be fake. */
const goOn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A watch of a queue, whose takers wait. */
class WatchStage implements Disposable {
  readonly time = new FakeTime();
  readonly fake = new FakeConnection();
  readonly ends: Error[] = [];
  isIdle = true;
  /** How often was looked. */
  looks = 0;
  hear: RoomListener = () => {};
  readonly watch: QueueWatch;

  constructor() {
    const { info } = this.fake.jsm.streams;
    this.fake.jsm.streams.info = (name) => {
      this.looks++;
      return info(name);
    };
    this.watch = new QueueWatch({
      ...{ connection: this.fake.connection, queue: "q", config: {} as never },
      info: { last: 0 } as never,
      signals: {
        listen: (listener: RoomListener) => this.hear = listener,
      } as never,
      isIdle: () => this.isIdle,
      onEnd: (error) => void this.ends.push(error),
    });
  }

  /** Lets time pass, and the look that is due be done. */
  async pass(ms: number): Promise<void> {
    this.time.tick(ms);
    await goOn();
  }

  [Symbol.dispose](): void {
    this.watch.stop();
    this.time[Symbol.dispose]();
  }
}

Deno.test("A queue that gives nothing is looked at each second, unless something came", async () => {
  using stage = new WatchStage();
  stage.fake.addQueue("q", { size: 1 });
  stage.fake.consumer.num_ack_pending = 1;
  stage.watch.start();
  await stage.pass(999);
  assertEquals(stage.looks, 0);
  stage.watch.putOff();
  stage.watch.start();
  await stage.pass(999);
  assertEquals(stage.looks, 0);
  for (let n = 1; n <= 3; n++) {
    await stage.pass(n === 1 ? 1 : 1000);
    assertEquals(stage.looks, n);
  }
  assertEquals(stage.ends, []);
});

Deno.test("While values are held nothing is looked at", async () => {
  using stage = new WatchStage();
  stage.fake.addQueue("q");
  stage.isIdle = false;
  stage.watch.start();
  await stage.pass(3000);
  assertEquals(stage.looks, 0);
});

Deno.test("A queue that is closed and empty is the end, and so is one that is gone", async () => {
  using closed = new WatchStage();
  closed.fake.addQueue("q", { isClosed: true });
  await closed.watch.look();
  assert(closed.ends[0] instanceof ChannelClosedError);
  using full = new WatchStage();
  full.fake.addQueue("q", { isClosed: true, size: 1 });
  full.fake.consumer.num_pending = 1;
  await full.watch.look();
  assertEquals(full.ends, []);
  using gone = new WatchStage();
  await gone.watch.look();
  assert(gone.ends[0] instanceof BrokerError);
  assertEquals(gone.ends[0].kind, "missing");
});

Deno.test("A broker that cannot be asked is the end, with what it said", async () => {
  using stage = new WatchStage();
  stage.fake.jsm.streams.info = () => Promise.reject(new Error("no answer"));
  await stage.watch.look();
  assert(stage.ends[0] instanceof BrokerError);
  assertEquals(stage.ends[0].kind, "unreachable");
});

Deno.test("A look that is under way when it is stopped tells nothing, whatever it finds", async () => {
  for (const error of [notFound(), new Error("no answer")]) {
    using stage = new WatchStage();
    stage.fake.jsm.streams.info = () => Promise.reject(error);
    const looking = stage.watch.look();
    stage.watch.stop();
    await looking;
    assertEquals(stage.ends, []);
  }
});

Deno.test("Once it is stopped nothing is looked at", async () => {
  using stage = new WatchStage();
  stage.watch.stop();
  stage.watch.start();
  stage.watch.lookSoon();
  stage.hear(1, true);
  await stage.watch.look();
  assertEquals([stage.looks, stage.time.pending], [0, 0]);
});

Deno.test("News that the queue was closed is looked at soon", async () => {
  using stage = new WatchStage();
  stage.fake.addQueue("q", { size: 1 });
  stage.fake.consumer.num_pending = 1;
  stage.hear(3, false);
  await stage.pass(100);
  assertEquals(stage.looks, 0);
  stage.hear(1, true);
  await stage.pass(50);
  assertEquals(stage.looks, 1);
});

Deno.test("Values that no consumer is given are given out again, once that was seen twice", async () => {
  using stage = new WatchStage();
  stage.fake.addQueue("q", { size: 2 });
  stage.fake.consumer = { num_pending: 0, num_ack_pending: 0 };
  let renewed = 0;
  Object.assign(stage.fake.jsm.consumers, {
    delete: () => {
      renewed++;
      return Promise.reject(notFound(10014));
    },
  });
  await stage.watch.look();
  assertEquals(renewed, 0);
  await stage.watch.look();
  assertEquals(renewed, 1);
  await stage.watch.look();
  assertEquals(renewed, 1);
  assertEquals(stage.ends, []);
});
