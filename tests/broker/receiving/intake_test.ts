import { assert, assertEquals, assertRejects } from "@std/assert";
import { BrokerError } from "../../../lib/broker/broker_error.ts";
import { jsonCodec } from "../../../lib/broker/json_codec.ts";
import type { DeadLetters } from "../../../lib/broker/queue/dead_letters.ts";
import { toQueueInfo } from "../../../lib/broker/queue/stream_info.ts";
import { Intake } from "../../../lib/broker/receiving/intake.ts";
import type { RoomSignals } from "../../../lib/broker/sending/room_signals.ts";
import { errors } from "../../../lib/deps/nats_transport.ts";
import type { StreamInfo } from "../../../lib/deps/nats_jetstream.ts";
import { checkInvariantsInAllTests } from "../../support/checked.ts";
import { FakeTime } from "../../support/fake_time.ts";
import { FakeConnection, replyOf } from "../support/fake_connection.ts";

checkInvariantsInAllTests();

const goOn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** An intake of a queue whose broker gives what the test says. */
async function open({ attempts = 3 } = {}) {
  const time = new FakeTime();
  const fake = new FakeConnection();
  fake.addQueue("q", { size: 9 });
  Object.assign(fake.consumer, { num_pending: 9 });
  const said: string[] = [];
  const buried: string[] = [];
  const freed: string[] = [];
  const intake = await Intake.open<unknown>({
    ...{ connection: fake.connection, queue: "q", inbox: undefined },
    info: toQueueInfo(fake.streams.get("q") as StreamInfo),
    signals: {
      listen: () => {},
      free: () => void freed.push("free"),
      flush: () => void freed.push("flush"),
    } as unknown as RoomSignals,
    dead: {
      add: ({ fault }: { fault: { kind: string } }) => {
        buried.push(fault.kind);
        return Promise.resolve();
      },
    } as unknown as DeadLetters,
  }, { attempts, decode: jsonCodec().decode });
  return {
    ...{ fake, time, intake, said, buried, freed },
    deliver(text: string, of: Parameters<typeof replyOf>[0] = {}) {
      fake.say(`${fake.inbox}1`, {
        ...{ subject: "sluice.q.items", text, reply: replyOf(of) },
        respond: (answer) => void said.push(answer),
      });
    },
    take: async (max = 1, options = {}) =>
      (await intake.take(max, options)).map(({ value }) => value),
    async [Symbol.asyncDispose]() {
      await intake.close();
      time[Symbol.dispose]();
    },
  };
}

Deno.test("Only what there is room for is asked of the broker, and what comes is taken", async () => {
  await using stage = await open();
  const taking = [stage.take(1), stage.take(2)];
  const asked = stage.fake.published.map(({ text }) => JSON.parse(text).batch);
  assertEquals(asked, [1, 2]);
  for (const [n, text] of ['"a"', '"b"', '"c"'].entries()) {
    stage.deliver(text, { sequence: n + 1 });
  }
  assertEquals(await Promise.all(taking), [["a"], ["b", "c"]]);
});

Deno.test("A value whose taker gave up is kept a moment for the next, and then put back", async () => {
  await using stage = await open();
  stage.deliver("1", { sequence: 1 });
  assertEquals(await stage.take(), [1]);
  stage.deliver("2", { sequence: 2 });
  stage.time.tick(100);
  assertEquals(stage.said, ["-NAK"]);
});

Deno.test("A value that cannot be read is put aside, and no taker sees it", async () => {
  await using stage = await open();
  const taking = stage.take();
  stage.deliver("{", { sequence: 1 });
  await goOn();
  stage.deliver("2", { sequence: 2 });
  assertEquals(await taking, [2]);
  assertEquals(stage.buried, ["input"]);
  assertEquals(stage.said, ["+ACK"]);
});

Deno.test("A value that was taken too often is put aside, unless it was only given back", async () => {
  await using stage = await open({ attempts: 3 });
  stage.deliver("1", { sequence: 1, count: 4 });
  await goOn();
  await goOn();
  assertEquals(stage.buried, ["crash"]);
  stage.fake.addQueue("q-sends");
  Object.assign(stage.fake.streams.get("q-sends")?.state ?? {}, {
    subjects: { "sluice.q.back.2.1": 1 },
  });
  const taking = stage.take();
  stage.deliver("2", { sequence: 2, count: 4 });
  assertEquals(await taking, [2]);
});

Deno.test("A value that was finished here is not given out again", async () => {
  await using stage = await open();
  stage.deliver("1", { sequence: 1 });
  const [lease] = await stage.intake.take(1, {});
  lease?.done();
  const taking = stage.take();
  stage.deliver("1", { sequence: 1, count: 2 });
  stage.deliver("2", { sequence: 2 });
  assertEquals(await taking, [2]);
  assertEquals(stage.said, ["+ACK", "+ACK"]);
  assertEquals(stage.freed, ["free"]);
});

Deno.test("A request that the broker refuses for good ends all that waits", async () => {
  await using stage = await open();
  const waiting = assertRejects(() => stage.take(), BrokerError);
  await goOn();
  const subject = "$JS.API.CONSUMER.MSG.NEXT.q.workers";
  const why = `Permissions Violation for Publish to "${subject}"`;
  stage.fake.trouble(
    new errors.PermissionViolationError(why, "publish", subject),
  );
  assertEquals((await waiting).kind, "denied");
});

Deno.test("What comes once all is over goes back at once", async () => {
  const stage = await open();
  stage.fake.lose();
  stage.deliver("1");
  assertEquals(stage.said, ["-NAK"]);
  await stage[Symbol.asyncDispose]();
});

Deno.test("Of several takes each has its values, and no more is asked than all have room for", async () => {
  await using stage = await open();
  const first = stage.take(2);
  stage.deliver("1", { sequence: 1 });
  stage.deliver("2", { sequence: 2 });
  stage.deliver("3", { sequence: 3 });
  assertEquals(await first, [1, 2]);
  assertEquals(await stage.take(5), [3]);
});

Deno.test("Once it is closed all is put back, and nothing is taken or given", async () => {
  const stage = await open();
  const waiting = assertRejects(() => stage.take(), BrokerError, "disposed");
  await goOn();
  await stage[Symbol.asyncDispose]();
  await waiting;
  await assertRejects(() => stage.take(), BrokerError, "disposed");
  const held = await open();
  held.deliver("1");
  const [lease] = await held.intake.take(1, {});
  await held[Symbol.asyncDispose]();
  assertEquals([lease?.hasEnded, held.said], [true, ["-NAK"]]);
});

Deno.test("A connection that is lost ends all that waits", async () => {
  await using stage = await open();
  const waiting = assertRejects(() => stage.take(), BrokerError, "lost");
  stage.fake.lose();
  await waiting;
});

Deno.test("A take of nothing, or of a signal that has aborted, asks for nothing", async () => {
  await using stage = await open();
  await assertRejects(() => stage.take(0), RangeError, "max");
  const signal = AbortSignal.abort(new Error("stop"));
  await assertRejects(() => stage.take(1, { signal }), Error, "stop");
  assert(stage.fake.published.length === 0);
});
