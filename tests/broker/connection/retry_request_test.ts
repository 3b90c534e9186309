import { assertEquals, assertRejects } from "@std/assert";
import { BrokerError } from "../../../lib/broker/broker_error.ts";
import {
  noAnswer,
  retryRequest,
} from "../../../lib/broker/connection/retry_request.ts";
import { JetStreamApiError } from "../../../lib/deps/nats_jetstream.ts";
import { errors } from "../../../lib/deps/nats_transport.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { FakeConnection, notFound } from "../support/fake_connection.ts";

const SEALED = new JetStreamApiError({
  ...{ err_code: 10109, code: 400, description: "sealed" },
});
const NO_JETSTREAM = Object.assign(new Error("off"), {
  name: "JetStreamNotEnabled",
});

/** Lets promises go on; timers may be fake. */
const goOn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Makes a request that fails in each of these ways, and then works. */
function request(failures: readonly unknown[]) {
  const left = [...failures];
  let tries = 0;
  return {
    tries: () => tries,
    run: () => {
      tries++;
      const failed = left.shift();
      return failed === undefined
        ? Promise.resolve("ok")
        : Promise.reject(failed);
    },
  };
}

Deno.test("A request is made again until it is answered, with a pause between", async () => {
  using clock = new FakeClock();
  const fake = new FakeConnection();
  fake.patience = 10_000;
  const { run, tries } = request([new errors.TimeoutError(), NO_JETSTREAM]);
  const asked = retryRequest(fake.connection, run);
  for (const expected of [1, 2, 3]) {
    await goOn();
    assertEquals(tries(), expected);
    clock.pass(99);
    await goOn();
    assertEquals(tries(), expected);
    clock.pass(1);
  }
  assertEquals(await asked, "ok");
});

Deno.test("No is an answer, and a queue that was closed is one as it is", async () => {
  const { connection } = new FakeConnection();
  const no = request([notFound()]);
  const error = await assertRejects(
    () => retryRequest(connection, no.run),
    BrokerError,
  );
  assertEquals([error.kind, no.tries()], ["missing", 1]);
  const closed = request([SEALED]);
  await assertRejects(
    () => retryRequest(connection, closed.run),
    JetStreamApiError,
  );
});

Deno.test("Once patience is out, what the broker said last is told", async () => {
  const fake = new FakeConnection();
  const { run } = request([new errors.TimeoutError()]);
  const error = await assertRejects(
    () => retryRequest(fake.connection, run),
    BrokerError,
    "it does not answer",
  );
  assertEquals(error.kind, "unreachable");
});

Deno.test("A server without JetStream is given a second, not all of the patience", async () => {
  using clock = new FakeClock();
  const fake = new FakeConnection();
  fake.patience = 60_000;
  fake.hasJetStream = false;
  const { run } = request(Array(100).fill(NO_JETSTREAM));
  const asked = assertRejects(
    () => retryRequest(fake.connection, run),
    BrokerError,
    "JetStream is not on",
  );
  for (let n = 0; n < 11; n++) {
    await goOn();
    clock.pass(100);
  }
  await goOn();
  assertEquals((await asked).kind, "missing");
});

Deno.test("On a connection that is lost nothing is asked", async () => {
  const fake = new FakeConnection();
  fake.lose();
  const { run, tries } = request([]);
  await assertRejects(() => retryRequest(fake.connection, run), Error, "lost");
  assertEquals(tries(), 0);
});

Deno.test("What a broker says, if it says anything, is repeated", () => {
  const said = noAnswer(new Error("no quorum"));
  assertEquals(said.message, "Cannot reach the broker: it says: no quorum");
  assertEquals(noAnswer("?").message.endsWith("it does not answer"), true);
});

Deno.test("Who is about to leave waits half a second for an answer, and asks nothing more", async () => {
  using clock = new FakeClock();
  const fake = new FakeConnection();
  fake.patience = 60_000;
  const never = () => new Promise<void>(() => {});
  const asked = retryRequest(fake.connection, never);
  const failed = assertRejects(() => asked, Error, "leaving");
  await goOn();
  fake.leave();
  await goOn();
  clock.pass(499);
  await goOn();
  assertEquals(fake.isMute, false);
  clock.pass(1);
  await failed;
  assertEquals(fake.isMute, true);
  const { run, tries } = request([]);
  const next = () => retryRequest(fake.connection, run);
  await assertRejects(next, Error, "leaving");
  assertEquals(tries(), 0);
});

Deno.test("What a broker answers in time is taken, also by who is about to leave", async () => {
  const fake = new FakeConnection();
  fake.patience = 60_000;
  const { promise, resolve } = Promise.withResolvers<string>();
  const asked = retryRequest(fake.connection, () => promise);
  fake.leave();
  await goOn();
  resolve("late");
  assertEquals(await asked, "late");
  const { run } = request([]);
  assertEquals(await retryRequest(fake.connection, run), "ok");
});

Deno.test("Who is about to leave makes a request once more, and not again", async () => {
  const fake = new FakeConnection();
  fake.patience = 60_000;
  const { run, tries } = request(Array(9).fill(NO_JETSTREAM));
  const failed = assertRejects(
    () => retryRequest(fake.connection, run),
    Error,
    "leaving",
  );
  await goOn();
  assertEquals(tries(), 1);
  // It is in the pause between two tries.
  fake.leave();
  await failed;
  assertEquals(tries(), 2);
});

Deno.test("A broker that is away is not waited for by who is about to leave", async () => {
  const fake = new FakeConnection();
  fake.patience = 60_000;
  fake.isAway = true;
  fake.leave();
  const never = () => new Promise<void>(() => {});
  await assertRejects(
    () => retryRequest(fake.connection, never),
    Error,
    "leaving",
  );
});
