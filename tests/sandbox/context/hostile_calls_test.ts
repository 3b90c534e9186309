import { assertEquals } from "@std/assert";
import { type CallFunction, type Outcome, Sandbox } from "../../../lib/mod.ts";
import { CallHost } from "../../../lib/sandbox/context/call_host.ts";
import { CallLog } from "../../../lib/sandbox/context/call_log.ts";
import { resolveContext } from "../../../lib/sandbox/context/resolve_context.ts";
import { readGuestMessage } from "../../../lib/sandbox/worker/guest_message.ts";
import { shareRun } from "../../support/run_each.ts";

const calls: Record<string, CallFunction> = {
  echo: ([value]) => value,
  constructor: () => "constructor",
  Promise: () => "Promise",
  toString: () => "toString",
  proto: () => JSON.parse('{"__proto__": {"x": 1}, "then": "no promise"}'),
  thenable: () => ({ then: (resolve: (value: unknown) => void) => resolve(7) }),
  lazy: () => ({
    get value() {
      return 7;
    },
  }),
  func: () => () => 1,
  symbol: () => Symbol("x"),
};

/** What the second item of a job gives, or why it gives nothing. */
function secondOf([, second]: readonly Outcome[]): unknown {
  return second?.ok ? second.value : second?.error.message;
}

const HOW = { items: [1, 2], timeout: 4_000, calls };

const ATTEMPTS: [what: string, job: string, found: unknown][] = [
  [
    "a name that is one of Object's",
    "async (n, { call }) => [await call.constructor(), await call.Promise(), await call.toString()]",
    ["constructor", "Promise", "toString"],
  ],
  [
    "an answer with a prototype and a then",
    "async (n, { call }) => { const a = await call.proto(); return [a.x === undefined, a.then, Object.keys(a)] }",
    [true, "no promise", ["__proto__", "then"]],
  ],
  ["a thenable of the host", "async (n, { call }) => await call.thenable()", 7],
  [
    "a getter of the host",
    "async (n, { call }) => (await call.lazy()).value",
    7,
  ],
  [
    "a function of the host",
    "async (n, { call }) => await call.func().catch(e => e.message)",
    "JSON cannot hold a function",
  ],
  [
    "a symbol of the host",
    "async (n, { call }) => await call.symbol().catch(e => e.message)",
    "JSON cannot hold a symbol",
  ],
  [
    "arguments that are thenables, getters and proxies: their values cross, made here",
    `async (n, { call }) => {
      const thenable = { then: 1, get value() { return "made here" } };
      const proxy = new Proxy([1], { get: (t, k) => k === "length" ? 1 : k === "0" ? "trapped" : t[k] });
      return [await call.echo(thenable), await call.echo(proxy)];
    }`,
    [{ then: 1, value: "made here" }, ["trapped"]],
  ],
  [
    "the functions it calls",
    `(n, { call }) => {
      const tries = [
        () => { "use strict"; call.echo = 1 },
        () => { call.echo.x = 1; if (call.echo.x !== 1) throw 0 },
        () => Object.defineProperty(call, "other", { value: 1 }),
        () => Object.setPrototypeOf(call, {}),
        () => { if (Object.getPrototypeOf(call) === null) throw 0 },
      ];
      return tries.filter((attempt) => { try { attempt(); return call.echo === 1 || "other" in call } catch { return false } }).length;
    }`,
    0,
  ],
  [
    "the promise of an answer: it is the realm's own",
    "async (n, { call }) => { const p = call.echo(1); const own = p instanceof Promise && p.constructor === Promise; await p; return own }",
    true,
  ],
];

const outcomesOf = shareRun(ATTEMPTS.map(([, job]) => job), HOW);

Deno.test.each(ATTEMPTS)(
  "Nothing but JSON crosses with %s",
  async (_what, job, found) => {
    assertEquals(secondOf(await outcomesOf(job)), found);
  },
);

Deno.test("An item that is over can call no more, whoever kept its functions", async () => {
  const job = `(() => {
    let kept;
    return async (n, { call }) => {
      if (kept === undefined) { kept = call; return "kept" }
      return await kept.echo(1).catch((error) => error.message);
    };
  })()`;
  await using sandbox = new Sandbox(job, {
    ...{ unprivileged: true, workers: 1, isolate: "worker", calls },
  });
  assertEquals(await sandbox.run(1), "kept");
  assertEquals(
    await sandbox.run(2),
    "the item is over, and can call echo no more",
  );
});

Deno.test.each([
  [{
    type: "calls",
    id: 1,
    item: 0,
    calls: [{ number: 1, name: "x", args: 7 }],
  }],
  [{
    type: "calls",
    id: 1,
    item: 0,
    calls: [{ number: -1, name: "x", args: "[]" }],
  }],
  [{
    type: "calls",
    id: 1,
    item: 0,
    calls: [{ number: 1, name: null, args: "[]" }],
  }],
  [{ type: "calls", id: 1, item: 0, calls: [null] }],
  [{ type: "calls", id: 1, item: 0, calls: { length: 1 } }],
  [{ type: "calls", id: "1", item: 0, calls: [] }],
  [{ type: "calls", id: 1, item: 0.5, calls: [] }],
])("A message that is no call of the protocol is dropped: %j", (message) => {
  assertEquals(readGuestMessage(message), undefined);
});

function openLog(asked: unknown[]): CallLog {
  const context = resolveContext({
    calls: {
      id: ([value], { index }) => {
        asked.push([index, value]);
        return value;
      },
    },
    callLimits: { perItem: 2, length: 10 },
  });
  const inside = <T>(run: () => T) => run();
  const host = new CallHost({
    ...context,
    record: undefined,
    replay: undefined,
    inside,
  });
  return new CallLog(host);
}

Deno.test("A guest that forgets its limits is not answered, and no function runs", () => {
  const asked: unknown[] = [];
  const log = openLog(asked);
  assertEquals(log.ask(0, { number: 3, name: "id", args: "[1]" }), undefined);
  assertEquals(
    log.ask(0, { number: 1, name: "id", args: `["${"x".repeat(20)}"]` }),
    undefined,
  );
  assertEquals(asked, []);
});

Deno.test("A forged call with no JSON, or of no function, is an error of the item alone", async () => {
  const asked: unknown[] = [];
  const log = openLog(asked);
  const bad = await log.ask(0, { number: 1, name: "id", args: "[" });
  const none = await log.ask(0, { number: 2, name: "toString", args: "[]" });
  assertEquals([bad?.state, none?.state, asked], ["failed", "failed", []]);
});

Deno.test("A call that is asked twice runs its function once, in another item again", async () => {
  const asked: unknown[] = [];
  const log = openLog(asked);
  const call = { number: 1, name: "id", args: "[7]" };
  await Promise.all([log.ask(0, call), log.ask(0, call), log.ask(1, call)]);
  assertEquals(asked, [[0, 7], [1, 7]]);
});
