import { assertEquals, assertRejects } from "@std/assert";
import type { Publisher } from "../../../lib/broker/connection/publisher.ts";
import { SendProgresses } from "../../../lib/broker/sending/send_progress.ts";
import { FakeConnection, notFound } from "../support/fake_connection.ts";

const NOBODY = Object.assign(new Error("nobody"), { name: "NoResponders" });

/** What is kept of inputs; the first publications fail like this. */
function open(failures: readonly Error[] = []) {
  const fake = new FakeConnection();
  const left = [...failures];
  const done: string[] = [];
  const kept = new Map<string, string>();
  Object.assign(fake.jsm.streams, {
    add: ({ name }: { name: string }) => Promise.resolve(done.push(name)),
    getMessage: (_: string, { last_by_subj }: { last_by_subj: string }) => {
      const text = kept.get(last_by_subj);
      return text === undefined ? Promise.reject(notFound(10037)) : Promise
        .resolve({ json: () => JSON.parse(text), time: new Date(5) });
    },
  });
  const publisher = {
    publish({ subject, data }: { subject: string; data: Uint8Array }) {
      const failure = left.shift();
      if (failure !== undefined) return Promise.reject(failure);
      kept.set(subject, new TextDecoder().decode(data));
      return Promise.resolve({ sequence: 1, isDuplicate: false });
    },
  } as unknown as Publisher;
  return {
    progresses: new SendProgresses(fake.connection, publisher, "q"),
    ...{ done, kept },
  };
}

const SENT = { count: 3, digest: "d", isWhole: false };

Deno.test("How far an input was sent is kept by its name, whatever that holds", async () => {
  const { progresses, kept } = open();
  for (const name of ["a", "a b.*>", "ü"]) await progresses.save(name, SENT);
  assertEquals(kept.size, 3);
  for (const subject of kept.keys()) {
    assertEquals(/^sluice\.q\.sends\.[\w-]+$/.test(subject), true, subject);
  }
  const { count, digest, isWhole, time } = await progresses.load("a") ?? {};
  assertEquals({ count, digest, isWhole }, SENT);
  assertEquals(time?.getTime(), 5);
  assertEquals(await progresses.load("b"), undefined);
});

Deno.test("A queue of an older program gets the stream that keeps it", async () => {
  const { progresses, done, kept } = open([NOBODY]);
  await progresses.save("a", SENT);
  assertEquals([done, kept.size], [["q-sends"], 1]);
});

Deno.test("Any other failure is told", async () => {
  const { progresses, done } = open([new Error("lost")]);
  await assertRejects(() => progresses.save("a", SENT), Error, "lost");
  assertEquals(done, []);
});
