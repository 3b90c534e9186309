import { assertEquals } from "@std/assert";
import type {
  AnswersMessage,
  CallAnswer,
} from "../../../lib/sandbox/context_protocol.ts";
import type { CallLog } from "../../../lib/sandbox/context/call_log.ts";
import {
  refuseCalls,
  relayCalls,
  waitingFor,
} from "../../../lib/sandbox/context/relay_calls.ts";
import { rangeBatch } from "../../support/batches.ts";
import { chunkOf, submissionOf } from "../../support/chunks.ts";
import { settled } from "../../support/settled.ts";

/** A chunk of items 10 to 12, whose calls are answered when the test says so. */
function stage() {
  const asked: [index: number, number: number][] = [];
  const answers: ((answer: CallAnswer | PromiseLike<CallAnswer>) => void)[] =
    [];
  const calls = {
    ask(index: number, { number }: { number: number }) {
      asked.push([index, number]);
      const { promise, resolve } = Promise.withResolvers<CallAnswer>();
      answers.push(resolve);
      return number === 99 ? undefined : promise;
    },
    waitingFor: (index: number) => `call of ${index}`,
  } as unknown as CallLog;
  const batch = rangeBatch({ first: 10, count: 3 });
  const posted: AnswersMessage[] = [];
  return {
    chunk: chunkOf(submissionOf(3, { calls }), { batch }),
    post: (message: AnswersMessage) => void posted.push(message),
    ...{ asked, answers, posted },
  };
}

const answerTo = (number: number): CallAnswer => ({
  ...{ number, state: "ok", text: "1" },
});

const callsOf = (...numbers: number[]) => ({
  ...{ type: "calls" as const, id: 7, item: 2 },
  calls: numbers.map((number) => ({ number, name: "f", args: "[]" })),
});

Deno.test("Answers of one turn travel together, and later ones by themselves", async () => {
  const { chunk, post, asked, answers, posted } = stage();
  relayCalls(callsOf(1, 2, 3, 99), chunk, post);
  assertEquals(asked, [[12, 1], [12, 2], [12, 3], [12, 99]]);
  answers[0]?.(answerTo(1));
  answers[1]?.(answerTo(2));
  await settled(Promise.resolve());
  answers[2]?.(answerTo(3));
  await settled(Promise.resolve());
  const numbers = posted.map(({ answers }) => answers.map((a) => a.number));
  assertEquals(numbers, [[1, 2], [3]]);
  assertEquals(posted.map(({ id, item }) => [id, item]), [[7, 2], [7, 2]]);
});

Deno.test("An item that the chunk does not have asks nothing", () => {
  const { chunk, post, asked } = stage();
  relayCalls({ ...callsOf(1), item: 3 }, chunk, post);
  assertEquals(asked, []);
});

Deno.test("Calls of an item that runs elsewhere fail, each, and nothing is run", () => {
  const { post, posted } = stage();
  refuseCalls(callsOf(1, 2), post);
  const [message] = posted;
  assertEquals(posted.length, 1);
  assertEquals(
    message?.answers.map(({ number, state }) => [number, state]),
    [[1, "failed"], [2, "failed"]],
  );
});

Deno.test("A worker waits for a call only while it is on an item", () => {
  const { chunk } = stage();
  assertEquals(waitingFor(chunk, 1), "call of 11");
  assertEquals(waitingFor(chunk, undefined), undefined);
  assertEquals(waitingFor(undefined, 1), undefined);
  assertEquals(waitingFor(chunkOf(submissionOf(1)), 0), undefined);
});
