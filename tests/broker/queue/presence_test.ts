import { assertEquals } from "@std/assert";
import {
  answerPresence,
  askPresence,
  type WorkerReport,
} from "../../../lib/broker/queue/presence.ts";
import { FakeConnection } from "../support/fake_connection.ts";

const REPORT: WorkerReport = {
  ...{ name: "b", slots: 4, running: 1, done: 9, failed: 0, age: 5 },
};

/** What is understood of these answers. */
async function heard(answers: readonly (string | object)[]) {
  const fake = new FakeConnection();
  const texts = answers.map((answer) =>
    typeof answer === "string" ? answer : JSON.stringify(answer)
  );
  Object.assign(fake.nc, {
    async *requestMany() {
      for (const text of texts) yield { data: new TextEncoder().encode(text) };
    },
  });
  return await askPresence(fake.connection, "q");
}

Deno.test("What a machine says comes as it was said, by the names of the machines", async () => {
  const details = { job: "x", item: 7, itemAge: 1, waiting: "memory" };
  const first = { ...REPORT, ...details, name: "a" };
  assertEquals(await heard([REPORT, first]), [first, REPORT]);
});

Deno.test("An answer that is no report is passed over, and so is what is no part of one", async () => {
  const bad = [
    "no JSON",
    "null",
    { ...REPORT, name: 1 },
    { ...REPORT, age: "5" },
    { ...REPORT, done: undefined },
    { ...REPORT, job: "x".repeat(5_000) },
  ];
  const odd = { ...REPORT, item: "7", waiting: 1, other: true };
  assertEquals(await heard([...bad, odd]), [REPORT]);
});

Deno.test("Where nobody may be asked there is nobody", async () => {
  const fake = new FakeConnection();
  Object.assign(fake.nc, { requestMany: () => Promise.reject(new Error()) });
  assertEquals(await askPresence(fake.connection, "q"), []);
});

Deno.test("A machine answers while it has its connection", () => {
  const fake = new FakeConnection();
  answerPresence(fake.connection, "q", () => REPORT);
  const said: string[] = [];
  const respond = (text: string) => void said.push(text);
  fake.say("sluice.q.presence", { respond });
  assertEquals(said.map((text) => JSON.parse(text)), [REPORT]);
  fake.lose();
  fake.say("sluice.q.presence", { respond });
  assertEquals(said.length, 1);
});
