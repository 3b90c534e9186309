import { assert, assertEquals, assertRejects } from "@std/assert";
import { control, told } from "../../../support/guest_setup.ts";
import type {
  CallAnswer,
  GuestCalls,
} from "../../../../lib/sandbox/context_protocol.ts";
import { Word } from "../../../../lib/sandbox/protocol.ts";
import {
  beginCalls,
  type Calls,
  endCalls,
  expectCalls,
  leftCallsOpen,
  takeAnswers,
} from "../../../../lib/sandbox/guest/context/calls.ts";
import { settled } from "../../../support/settled.ts";

/** Begins an item of a job that may call f and g. */
function begin(limits = {}): Calls {
  expectCalls({
    ...{ args: "{}", tables: [], calls: ["f", "g"] },
    limits: { perItem: 4, inFlight: 2, length: 40, ...limits },
  });
  told.length = 0;
  control[Word.Batch] = 7;
  control[Word.Item] = 3;
  return beginCalls();
}

/** What was sent since the last look, each turn by itself. */
async function sent(): Promise<string[][]> {
  await settled(Promise.resolve());
  return (told.splice(0) as GuestCalls[]).map(({ id, item, calls }) => {
    assertEquals([id, item], [7, 3]);
    return calls.map(({ number, name, args }) => `${number} ${name}${args}`);
  });
}

function answer(...answers: Partial<CallAnswer>[]): void {
  const all = answers.map((one) => ({
    ...{ number: 1, state: "ok", text: "null" } as const,
    ...one,
  }));
  takeAnswers({ id: 7, item: 3, answers: all });
}

Deno.test("Calls of one turn are sent together, numbered as they were made", async () => {
  const { f, g } = begin();
  const first = f?.(1, { a: "b" }, 2 ** 60);
  const second = g?.();
  assertEquals(await sent(), [[
    '1 f[1,{"a":"b"},1.152921504606847e+18]',
    "2 g[]",
  ]]);
  answer({ number: 2, text: "" }, { text: "12345678901234567890" });
  assertEquals(await first, 12345678901234567890n);
  assertEquals(await second, undefined);
  assertEquals([endCalls(true), leftCallsOpen()], [undefined, false]);
  // An item that was not begun has nothing to end.
  assertEquals(endCalls(true), undefined);
});

Deno.test("No more calls are on their way than may be, and the rest has its turn", async () => {
  const { f } = begin();
  for (let n = 0; n < 3; n++) void f?.(n)?.catch(() => {});
  assertEquals(await sent(), [["1 f[0]", "2 f[1]"]]);
  answer({ number: 2 });
  assertEquals(await sent(), [["3 f[2]"]]);
  endCalls(false);
});

Deno.test("A call too many, or too long, or of no JSON is not sent", async () => {
  const { f } = begin({ perItem: 3 });
  await assertRejects(async () => await f?.("x".repeat(50)), RangeError, "54");
  await assertRejects(async () => await f?.(() => 1), TypeError, "function");
  void f?.(1)?.catch(() => {});
  await assertRejects(async () => await f?.(2), RangeError, "3 calls");
  assertEquals((await sent()).flat().length, 1);
  endCalls(false);
});

Deno.test("An error of the host has its name and its message, and nothing else", async () => {
  const { f } = begin();
  const failing = f?.();
  await sent();
  const text = '{"name":"QuotaError","message":"no","stack":"secret"}';
  answer({ state: "failed", text });
  const error = await assertRejects(async () => await failing, Error, "no");
  assertEquals([error.name, error.stack?.includes("secret")], [
    "QuotaError",
    false,
  ]);
  assertEquals(endCalls(true), undefined);
});

Deno.test("A job that returns while calls are open has no result", async () => {
  const { f, g } = begin();
  void f?.()?.catch(() => {});
  assertEquals(
    endCalls(true)?.message,
    "the job returned while a call was open (f): await it",
  );
  assert(leftCallsOpen());
  await assertRejects(async () => await g?.(), Error, "can call g no more");
  assertEquals(await sent(), []);
  begin();
  assert(!leftCallsOpen());
});

Deno.test("A call that diverged decides, whatever the job made of it", async () => {
  const { f } = begin();
  const call = f?.()?.catch(() => "caught");
  await sent();
  const text = '{"name":"Error","message":"recorded was g()"}';
  answer({ state: "diverged", text });
  assertEquals(await call, "caught");
  assertEquals(endCalls(true)?.message, "recorded was g()");
});

Deno.test("Answers to another item are dropped", async () => {
  const { f } = begin();
  const call = f?.();
  await sent();
  const answers = [{ number: 1, state: "ok", text: "1" }] as const;
  takeAnswers({ id: 7, item: 2, answers });
  takeAnswers({ id: 6, item: 3, answers });
  assert(!await settled(call as Promise<unknown>));
  takeAnswers({ id: 7, item: 3, answers });
  assertEquals(await call, 1);
  endCalls(true);
});
