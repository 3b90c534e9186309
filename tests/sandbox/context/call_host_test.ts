import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  type CallDefinition,
  type CallEntry,
  type CallFunction,
  ItemError,
  Sandbox,
  SandboxError,
  type SandboxOptions,
} from "../../../lib/mod.ts";
import { localGuests } from "../../support/local_guest.ts";
import { shareRun } from "../../support/run_each.ts";

/** Runs a job on one item, and resolves to its result or to its failure. */
async function run(job: string, options: SandboxOptions): Promise<unknown> {
  await using sandbox = new Sandbox(job, {
    unprivileged: true,
    workers: 1,
    timeout: 4_000,
    ...options,
  });
  return await sandbox.run(1).catch((error) =>
    error instanceof ItemError ? `${error.kind}: ${error.message}` : error
  );
}

/** As `run`, with the job in this thread: what is claimed is claimed of the host. */
async function runHere(job: string, options: SandboxOptions) {
  using _ = localGuests();
  return await run(job, options);
}

const identity: CallFunction = ([value]) => value;

Deno.test("A job is given its arguments, frozen", async () => {
  const job = `(n, { args }) => {
    const changes = [() => args.rate = 1, () => args.list.push(1), () => args.x = 1];
    const refused = changes.filter((change) => { try { change() } catch { return true } });
    return [args, refused.length];
  }`;
  const args = { rate: 1.5, list: [1, { deep: "é\u2028" }], big: 2n ** 64n };
  assertEquals(await run(job, { args }), [args, 3]);
});

Deno.test("Arguments that a job cannot be given are refused with the reason", () => {
  const refused = (options: SandboxOptions, reason: string) =>
    void assertThrows(() => new Sandbox("n => n", options), Error, reason);
  refused({ args: { "a-b": 1 } }, 'the argument "a-b"');
  refused({ args: { then: 1 } }, 'the argument "then"');
  refused({ args: { f: () => 1 } }, "JSON cannot hold a function");
  refused({ args: { n: NaN } }, "JSON cannot hold NaN");
  refused({ calls: { "1": identity } }, 'the call "1"');
  refused({ calls: { then: identity } }, 'the call "then"');
  refused({ calls: { f: 1 as never } }, "no function");
  refused({ callLimits: { perItem: 0 } }, "callLimits.perItem");
});

Deno.test("A call takes JSON to the host and JSON back", async () => {
  const values = [1, "é", null, [true], { a: { b: [] } }, 2n ** 70n, -0.5];
  const calls: Record<string, CallFunction> = {
    echo: (args) => args,
    nothing: () => undefined,
    where: (_, { index }) => index,
  };
  const job = `async (n, { call }) => [
    await call.echo(...${"[1,'é',null,[true],{a:{b:[]}},2n**70n,-0.5]"}),
    await call.nothing() === undefined,
    await call.where(),
  ]`;
  assertEquals(await runHere(job, { calls }), [values, true, 0]);
});

Deno.test("An error of the host is a name and a message in the job", async () => {
  class RateError extends Error {
    override name = "RateError";
    secret = "not for the job";
  }
  const calls = {
    rate: () => Promise.reject(new RateError("no rate")),
    text: () => {
      throw "only a text";
    },
  };
  const job = `async (n, { call }) => {
    const seen = [];
    for (const ask of [call.rate, call.text]) {
      try { await ask() } catch (e) {
        seen.push([e.name, e.message, e instanceof Error, "secret" in e]);
      }
    }
    return seen;
  }`;
  assertEquals(await runHere(job, { calls }), [
    ["RateError", "no rate", true, false],
    ["Error", "only a text", true, false],
  ]);
});

const REFUSED: [why: string, job: string, outcome: string][] = [
  [
    "a result while a call is open",
    "(n, { call }) => { call.never(); return n }",
    "threw: the job returned while a call was open (never): await it",
  ],
  [
    "one call too many",
    "async (n, { call }) => { for (;;) await call.id(n) }",
    "threw: RangeError: an item may make 5 calls",
  ],
  [
    "arguments that are too long",
    "async (n, { call }) => await call.id('x'.repeat(2000))",
    "threw: RangeError: the arguments of id have 2004 characters as JSON, and 1000 are allowed",
  ],
  [
    "an answer that is too long",
    "async (n, { call }) => await call.long()",
    "threw: RangeError: the answer of long has 2002 characters as JSON, and 1000 are allowed",
  ],
  [
    "arguments that are no JSON",
    "async (n, { call }) => await call.id([Infinity])",
    "threw: TypeError: JSON cannot hold Infinity, which is at [0][0]",
  ],
  [
    "an answer that is no JSON",
    "async (n, { call }) => await call.map()",
    "threw: Error: JSON cannot hold a Map",
  ],
];

const refusals = shareRun(REFUSED.map(([, job]) => job), {
  calls: {
    id: identity,
    never: () => new Promise(() => {}),
    long: () => "x".repeat(2000),
    map: () => new Map(),
  },
  callLimits: { perItem: 5, length: 1000 },
});

Deno.test.each(REFUSED)(
  "A call is refused for %s",
  async (_why, job, outcome) => {
    const [found] = await refusals(job);
    assert(found?.ok === false);
    const { kind, message } = found.error;
    assert(`${kind}: ${message}`.startsWith(outcome), message);
  },
);

Deno.test("A timeout says that the item waited for a call, and for which", async () => {
  const { promise: aborted, resolve } = Promise.withResolvers<unknown>();
  const calls: Record<string, CallFunction> = {
    rate: (_, { signal }) =>
      new Promise(() => {
        signal.addEventListener("abort", () => resolve(signal.reason));
      }),
  };
  const found = await run("(n, { call }) => call.rate()", {
    calls,
    timeout: 100,
  });
  assertEquals(found, "timeout: no result within 100ms, waiting for rate");
  assertEquals(String(await aborted), "Error: the item is over");
});

Deno.test("A call has a timeout of its own, which the job can catch", async () => {
  const calls = {
    rate: { run: () => new Promise(() => {}), timeout: 20 },
  };
  const job =
    "(n, { call }) => call.rate().catch((e) => e.name + ': ' + e.message)";
  assertEquals(
    await runHere(job, { calls }),
    "TimeoutError: rate gave no answer in 20 ms",
  );
});

Deno.test("More calls at once than allowed wait for their turn, in order", async () => {
  let open = 0;
  let most = 0;
  const calls: Record<string, CallFunction> = {
    id: async ([n]) => {
      most = Math.max(most, ++open);
      await Promise.resolve();
      open--;
      return n;
    },
  };
  const job = `async (n, { call }) =>
    await Promise.all(Array.from({ length: 20 }, (_, i) => call.id(i)))`;
  const found = await runHere(job, { calls, callLimits: { inFlight: 3 } });
  assertEquals(found, Array.from({ length: 20 }, (_, i) => i));
  assert(most <= 3, `${most} at once`);
});

Deno.test("A pure call is asked once for the same arguments", async () => {
  using _ = localGuests();
  let asked = 0;
  const square: CallDefinition = {
    pure: true,
    run: ([n]) => {
      asked++;
      return (n as number) ** 2;
    },
  };
  await using sandbox = new Sandbox(
    "async (n, { call }) => await call.square(n % 3)",
    { unprivileged: true, workers: 1, calls: { square } },
  );
  const values: unknown[] = [];
  for await (
    const outcome of sandbox.map(Array.from({ length: 30 }, (_, n) => n))
  ) {
    values.push(outcome.ok ? outcome.value : outcome.error);
  }
  assertEquals(values.slice(0, 4), [0, 1, 4, 0]);
  assertEquals(asked, 3);
});

Deno.test("A call that would run the job that made it is refused", async () => {
  using _ = localGuests();
  const found: unknown[] = [];
  await using sandbox: Sandbox = new Sandbox("(n, { call }) => call.again()", {
    unprivileged: true,
    workers: 1,
    calls: {
      again: async () => {
        await Promise.resolve();
        for (const run of [() => sandbox.run(1), () => sandbox.load()]) {
          await run().catch((error) => found.push(error));
        }
        return "done";
      },
    },
  });
  assertEquals(await sandbox.run(1), "done");
  assertEquals(found.map((error) => (error as SandboxError).kind), [
    "reentrant",
    "reentrant",
  ]);
});

const JOB = `async (n, { call }) => {
  const rates = await Promise.all([call.rate("a"), call.rate("b")]);
  return [...rates, await call.rate(n)].join();
}`;

async function recorded(): Promise<
  { entries: CallEntry[]; values: unknown[] }
> {
  const entries: CallEntry[] = [];
  const calls: Record<string, CallFunction> = {
    rate: ([name], { index }) => `${name}${index}`,
  };
  await using sandbox = new Sandbox(JOB, {
    unprivileged: true,
    workers: 1,
    calls,
    record: (entry) => entries.push(entry),
  });
  return { entries, values: await valuesOf(sandbox) };
}

async function valuesOf(sandbox: Sandbox): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const outcome of sandbox.map([7, 8])) {
    values.push(
      outcome.ok
        ? outcome.value
        : `${outcome.error.kind}: ${outcome.error.message}`,
    );
  }
  return values;
}

const unused = () => {
  throw new Error("a replay runs no function");
};

Deno.test("What was recorded replays exactly, without the functions", async () => {
  using _ = localGuests();
  const { entries, values } = await recorded();
  assertEquals(values, ["a0,b0,70", "a1,b1,81"]);
  assertEquals(entries.length, 6);
  const kept: CallEntry[] = JSON.parse(JSON.stringify(entries));
  await using sandbox = new Sandbox(JOB, {
    unprivileged: true,
    workers: 1,
    calls: { rate: unused },
    replay: kept,
  });
  assertEquals(await valuesOf(sandbox), values);
});

Deno.test("A call other than the recorded one is a failure of its own kind", async () => {
  using _ = localGuests();
  const { entries } = await recorded();
  const job = JOB.replace('"b"', '"x"').replace(
    "call.rate(n)",
    "call.rate(n).catch(() => 1)",
  );
  await using sandbox = new Sandbox(job, {
    unprivileged: true,
    workers: 1,
    calls: { rate: unused },
    replay: entries.filter(({ index }) => index === 0),
  });
  assertEquals(await valuesOf(sandbox), [
    'diverged: call 2 of item 0 is rate("x"), and recorded was rate("b")',
    'diverged: call 1 of item 1 is rate("a"), and nothing was recorded there',
  ]);
});

Deno.test("A function runs once for a call, though its worker is ended and its item runs again", async () => {
  const asked = new Map<string, number>();
  const calls: Record<string, CallFunction> = {
    step: ([n], { index }) => {
      const key = `${index} ${n}`;
      asked.set(key, (asked.get(key) ?? 0) + 1);
      return n;
    },
  };
  // The second call of three is followed by a loop that only the clock ends.
  const job = `async (n, { call }) => {
    const a = await call.step(1), b = await call.step(2);
    if (n === 2) for (;;);
    return a + b + await call.step(3);
  }`;
  await using sandbox = new Sandbox(job, {
    unprivileged: true,
    workers: 1,
    timeout: 150,
    retries: 1,
    endowments: ["clock"],
    calls,
  });
  const kinds: unknown[] = [];
  for await (const outcome of sandbox.map([1, 2, 3])) {
    kinds.push(outcome.ok ? outcome.value : outcome.error.kind);
  }
  assertEquals(kinds, [6, "timeout", 6]);
  assertEquals([...asked.values()], Array(8).fill(1));
});

Deno.test("A job that may call nothing finds no calls", async () => {
  assertEquals(
    await runHere("(n, { call }) => Object.keys(call).length", {}),
    0,
  );
});

Deno.test("A sandbox describes what its job gets", () => {
  const sandbox = new Sandbox("n => n", {
    args: { rate: 1, names: ["a"], deep: { on: true } },
    calls: {
      rate: {
        run: identity,
        about: "The rate of a day.",
        parameters: [{ type: "string", title: "currency" }, {
          type: ["string", "null"],
        }],
        returns: {
          type: "object",
          properties: { rate: { type: "number" } },
          required: ["rate"],
        },
      },
    },
  });
  const text = sandbox.describe();
  for (
    const line of [
      'readonly "rate": number;',
      'readonly "names": readonly (string)[];',
      'readonly "on": boolean;',
      "/** The rate of a day. */",
      'readonly rate: (currency: string, arg2: string | null) => Promise<{ "rate": number }>;',
    ]
  ) assert(text.includes(line), `${line} is not in ${text}`);
});

Deno.test("A sandbox that is closed ends the calls of its items", async () => {
  using _ = localGuests();
  const begun = Promise.withResolvers<AbortSignal>();
  const sandbox = new Sandbox("(n, { call }) => call.wait()", {
    unprivileged: true,
    calls: {
      wait: (_, { signal }) => {
        begun.resolve(signal);
        return new Promise(() => {});
      },
    },
  });
  const running = sandbox.run(1);
  const signal = await begun.promise;
  sandbox.close();
  await assertRejects(() => running, SandboxError);
  assert(signal.aborted);
});
