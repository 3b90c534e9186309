import { assert, assertEquals } from "@std/assert";
import type { CallAnswer } from "../../../lib/sandbox/context_protocol.ts";
import type { CallHost } from "../../../lib/sandbox/context/call_host.ts";
import { CallLog } from "../../../lib/sandbox/context/call_log.ts";
import { rangeBatch } from "../../support/batches.ts";

/** A log whose host notes what it is asked, and answers when it is told to. */
function opened() {
  const asked: { index: number; name: string; signal: AbortSignal }[] = [];
  const answer = Promise.withResolvers<CallAnswer>();
  const host = {
    limits: { perItem: 3, length: 8 },
    answer: (call: typeof asked[number]) => {
      asked.push(call);
      return answer.promise;
    },
  } as unknown as CallHost;
  return { log: new CallLog(host), asked, answer };
}

const call = { number: 1, name: "rate", args: '["EUR"]' };

Deno.test("A call of an item that runs again is answered, and not asked again", () => {
  const { log, asked } = opened();
  const first = log.ask(7, call);
  assertEquals(log.ask(7, { ...call }), first);
  assertEquals(asked.length, 1);
  log.ask(8, call);
  log.ask(7, { ...call, number: 2 });
  log.ask(7, { ...call, args: '["USD"]' });
  assertEquals(asked.map(({ index }) => index), [7, 8, 7, 7]);
});

Deno.test("A call beyond the limits is not asked", () => {
  const { log, asked } = opened();
  assertEquals(log.ask(7, { ...call, number: 4 }), undefined);
  assertEquals(log.ask(7, { ...call, args: '["12345"]' }), undefined);
  assertEquals(asked, []);
});

Deno.test("The signal of a call aborts once its item has its outcome", () => {
  const { log, asked } = opened();
  for (const index of [6, 7, 8]) log.ask(index, call);
  log.end(rangeBatch({ first: 6, count: 2 }));
  assertEquals(asked.map(({ signal }) => signal.aborted), [true, true, false]);
  log.endAll();
  assert(asked.every(({ signal }) => signal.aborted));
});

Deno.test("An item waits for a call until that is answered", async () => {
  const { log, answer } = opened();
  const asking = log.ask(7, call);
  assertEquals([log.waitingFor(7), log.waitingFor(8)], ["rate", undefined]);
  answer.resolve({} as CallAnswer);
  await asking;
  assertEquals(log.waitingFor(7), undefined);
});
