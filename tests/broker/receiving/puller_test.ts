import { assert, assertEquals } from "@std/assert";
import { Puller } from "../../../lib/broker/receiving/puller.ts";
import { errors } from "../../../lib/deps/nats_transport.ts";
import { checkInvariantsInAllTests } from "../../support/checked.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { FakeTime } from "../../support/fake_time.ts";
import {
  FakeConnection,
  type FakeMessage,
  replyOf,
} from "../support/fake_connection.ts";

checkInvariantsInAllTests();

const NEXT = "$JS.API.CONSUMER.MSG.NEXT.q.workers";

/** A puller of a queue, and all that it says and hears. */
class PullerStage implements AsyncDisposable {
  readonly fake = new FakeConnection();
  readonly values: number[] = [];
  readonly short: (string | undefined)[] = [];
  readonly puller: Puller;
  subscription = { drain: () => Promise.resolve(), unsubscribe: () => {} };

  constructor() {
    const { subscribe } = this.fake.nc;
    this.fake.nc.subscribe = (...args) =>
      this.subscription = subscribe(...args);
    this.puller = new Puller({
      ...{ connection: this.fake.connection, queue: "q", inbox: undefined },
      onDelivery: ({ sequence }) => void this.values.push(sequence),
      onShort: (trouble) => void this.short.push(trouble?.name),
    });
  }

  /** How many values each request asks for. */
  get asked(): number[] {
    return this.fake.published.map(({ subject, text }) => {
      assertEquals(subject, NEXT);
      return JSON.parse(text).batch;
    });
  }

  deliver(sequence: number): void {
    const { inbox } = this.fake;
    // A value has the subject it was sent to; it comes by the subscription of the inbox.
    this.fake.say(`${inbox}1`, {
      ...{ subject: "sluice.q.items", reply: replyOf({ sequence }) },
    });
  }

  /** Ends the request of a number. */
  end(request: number, message: Partial<FakeMessage>): void {
    this.fake.say(`${this.fake.inbox}${request}`, message);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.puller.close();
  }
}

Deno.test("What is missing is asked for, and never what may come already", async () => {
  await using stage = new PullerStage();
  stage.puller.want(4);
  stage.puller.want(4);
  assertEquals(stage.asked, [4]);
  for (const sequence of [1, 2, 3]) stage.deliver(sequence);
  stage.puller.want(4);
  assertEquals(stage.asked, [4, 3]);
  assertEquals(stage.values, [1, 2, 3]);
});

Deno.test("A little that is missing waits until it is worth a request", async () => {
  await using stage = new PullerStage();
  stage.puller.want(10);
  stage.puller.want(12);
  assertEquals(stage.asked, [10]);
  stage.puller.want(15);
  assertEquals(stage.asked, [10, 5]);
});

Deno.test("There are four requests at most", async () => {
  await using stage = new PullerStage();
  for (const room of [1, 2, 4, 8, 16]) stage.puller.want(room);
  assertEquals(stage.asked, [1, 1, 2, 4]);
});

Deno.test("A request that ends short gives back what it did not give", async () => {
  await using stage = new PullerStage();
  stage.puller.want(5);
  stage.deliver(1);
  stage.end(1, { code: 408, headers: { "Nats-Pending-Messages": "4" } });
  assertEquals(stage.short, [undefined]);
  stage.puller.want(5);
  assertEquals(stage.asked, [5, 5]);
});

Deno.test("A sign of life ends nothing", async () => {
  await using stage = new PullerStage();
  stage.puller.want(1);
  stage.end(1, { code: 100 });
  assertEquals(stage.short, []);
});

Deno.test.each([
  [503, "NoResponders"],
  [409, "JetStreamStatusError"],
])("A request that ends with %i is trouble, named %s", async (code, name) => {
  await using stage = new PullerStage();
  stage.puller.want(1);
  stage.end(1, { code });
  assertEquals(stage.short, [name]);
});

Deno.test("A request that ends says how many of its values do not come", async () => {
  await using stage = new PullerStage();
  for (const room of [2, 6]) stage.puller.want(room);
  assertEquals(stage.asked, [2, 4]);
  stage.end(1, { code: 408, headers: { "Nats-Pending-Messages": "1" } });
  // Of 6 that were asked for one does not come: too little for a request.
  stage.puller.want(6);
  assertEquals(stage.asked, [2, 4]);
  stage.end(2, { code: 408, headers: { "Nats-Pending-Messages": "0" } });
  stage.puller.want(6);
  assertEquals(stage.asked, [2, 4, 6]);
});

Deno.test("A request that nobody answers is given up when its time, and that of an answer, are over", async () => {
  using clock = new FakeClock();
  using time = new FakeTime();
  await using stage = new PullerStage();
  stage.puller.want(1);
  const pass = (ms: number) => {
    clock.now += ms;
    time.tick(ms);
  };
  pass(6_000);
  assertEquals(stage.short, []);
  pass(4_000);
  assertEquals(stage.short, ["TimeoutError"]);
});

Deno.test("While the connection is down nothing is asked, and afterwards all anew", async () => {
  await using stage = new PullerStage();
  stage.puller.want(3);
  stage.fake.isAway = true;
  stage.puller.want(9);
  stage.fake.comeBack();
  assertEquals(stage.short, [undefined]);
  stage.puller.want(3);
  assertEquals(stage.asked, [3, 3]);
});

Deno.test("Only a refusal of this queue's request is trouble", async () => {
  await using stage = new PullerStage();
  const refusal = (subject: string) =>
    new errors.PermissionViolationError("no", "publish", subject);
  stage.fake.trouble(refusal("other"));
  stage.fake.trouble(new Error("else"));
  assertEquals(stage.short, []);
  stage.fake.trouble(refusal(NEXT));
  assertEquals(stage.short.length, 1);
});

Deno.test("Once it is closed nothing is given, also where the broker is away", async () => {
  for (const isAway of [false, true]) {
    const stage = new PullerStage();
    let drains = 0;
    Object.assign(stage.subscription, {
      drain: () => Promise.resolve(void drains++),
    });
    stage.fake.isAway = isAway;
    await stage.puller.close();
    assertEquals([drains, stage.fake.isMute], [isAway ? 0 : 1, false]);
  }
});

Deno.test("A broker that does not hear the end hears nothing else", async () => {
  const stage = new PullerStage();
  stage.subscription.drain = () => Promise.reject(new Error("no answer"));
  await stage.puller.close();
  assert(stage.fake.isMute);
});

Deno.test("A broker that is known to be mute is not waited for", async () => {
  const stage = new PullerStage();
  stage.fake.isMute = true;
  stage.subscription.drain = () => Promise.reject(new Error("was waited for"));
  let left = 0;
  stage.subscription.unsubscribe = () => void left++;
  await stage.puller.close();
  assertEquals(left, 1);
});
