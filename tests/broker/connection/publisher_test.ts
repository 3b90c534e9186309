import { assert, assertEquals, assertRejects } from "@std/assert";
import { Publisher } from "../../../lib/broker/connection/publisher.ts";
import { JetStreamApiError } from "../../../lib/deps/nats_jetstream.ts";
import { errors } from "../../../lib/deps/nats_transport.ts";
import { turn } from "../../../lib/internal/turn.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { FakeConnection } from "../support/fake_connection.ts";

const data = new TextEncoder().encode("v");
const message = (subject = "s") => ({ subject, data, headers: undefined });

function open() {
  const fake = new FakeConnection();
  const publisher = new Publisher(fake.connection, undefined);
  return {
    fake,
    publisher,
    /** Answers the message that was published `n`th. */
    answer: (n: number, text: string, code = 0) =>
      fake.say(fake.published[n]?.reply ?? "", { text, code }),
  };
}

const endOfTurn = () => new Promise<void>((resolve) => turn.atEnd(resolve));

Deno.test("What is published in one turn goes out together, and each has its own answer", async () => {
  const { fake, publisher, answer } = open();
  const all = [publisher.publish(message()), publisher.publish(message())];
  assertEquals(fake.published, []);
  await endOfTurn();
  assertEquals(fake.published.length, 2);
  answer(1, '{"seq":2,"duplicate":true}');
  answer(0, '{"seq":1}');
  assertEquals(await Promise.all(all), [
    { sequence: 1, isDuplicate: false },
    { sequence: 2, isDuplicate: true },
  ]);
  // The second answer to one message is to nobody.
  answer(0, '{"seq":9}');
});

Deno.test("An answer that says no, or nobody, or nonsense, is a failure", async () => {
  const { publisher, answer } = open();
  const all = [0, 1, 2].map(() => publisher.publish(message()));
  const failed = all.map((one) => assertRejects(() => one, Error));
  await endOfTurn();
  answer(0, '{"error":{"code":503,"err_code":10077,"description":"full"}}');
  answer(1, "", 503);
  answer(2, "nonsense");
  const [full, nobody, nonsense] = await Promise.all(failed);
  assert(full instanceof JetStreamApiError && full.code === 10077);
  assert(nobody instanceof errors.NoRespondersError);
  assert(nonsense instanceof SyntaxError);
});

Deno.test("Answers that were on their way when the connection broke never come", async () => {
  const { fake, publisher } = open();
  const sent = publisher.publish(message());
  await endOfTurn();
  fake.comeBack();
  await assertRejects(() => sent, errors.TimeoutError);
  const lost = publisher.publish(message());
  fake.lose();
  await assertRejects(() => lost, Error, "lost");
});

Deno.test("A refusal fails what was sent to that subject, and nothing else", async () => {
  const { fake, publisher, answer } = open();
  const refused = publisher.publish(message("mine"));
  const other = publisher.publish(message("other"));
  await endOfTurn();
  fake.trouble(new errors.PermissionViolationError("no", "publish", "mine"));
  fake.trouble(
    new errors.PermissionViolationError("no", "subscription", "other"),
  );
  await assertRejects(() => refused, errors.PermissionViolationError);
  answer(1, '{"seq":1}');
  assertEquals((await other).sequence, 1);
});

Deno.test("What the client throws fails the message that it was given", async () => {
  const { fake, publisher } = open();
  fake.nc.publish = () => {
    throw new Error("too large");
  };
  await assertRejects(() => publisher.publish(message()), Error, "too large");
  assert(fake.published.length === 0);
});

Deno.test("Who is about to leave has half a second for what is on its way", async () => {
  using clock = new FakeClock();
  const { fake, publisher } = open();
  const sent = publisher.publish(message());
  await endOfTurn();
  fake.leave();
  clock.now += 501;
  await assertRejects(() => sent, errors.TimeoutError);
  assertEquals(fake.isMute, true);
});
