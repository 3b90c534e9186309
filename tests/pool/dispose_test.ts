import { assert, assertEquals, assertRejects } from "@std/assert";
import { Pool } from "../../lib/pool.ts";
import { FakeTime } from "../support/fake_time.ts";
import { settled } from "../support/settled.ts";
import { unhandledWhile } from "../support/unhandled.ts";

const turn = () => settled(Promise.resolve());

Deno.test("Pool left without a join throws what its task threw before", async () => {
  await assertRejects(
    async () => {
      await using pool = new Pool<number>();
      pool.produce([1, 2]).consume(() => {
        throw new Error("boom");
      });
      await turn();
    },
    Error,
    "boom",
  );
});

Deno.test("Pool left without a join throws what its producer threw before", async () => {
  await assertRejects(
    async () => {
      await using pool = new Pool<number>();
      pool.produce(() => Promise.reject(new Error("dry"))).consume(() => {});
      await turn();
    },
    Error,
    "dry",
  );
});

Deno.test("Pool left without a join throws what its task threw while it ended", async () => {
  await assertRejects(
    async () => {
      await using pool = new Pool<number>();
      pool.produce([1]).consume(async () => {
        await turn();
        await turn();
        throw new Error("late");
      });
      await turn();
    },
    Error,
    "late",
  );
});

Deno.test("Pool left without a join throws nothing when its tasks end as their signal says", async () => {
  const ends = [
    (signal: AbortSignal) => signal.throwIfAborted(),
    (signal: AbortSignal) => {
      throw new Error("no time", { cause: signal.reason });
    },
    () => {
      throw new DOMException("given up", "AbortError");
    },
  ];
  for (const end of ends) {
    await using pool = new Pool<number>();
    pool.produce([1]).consume(async (_, { signal }) => {
      await turn();
      await turn();
      end(signal);
    });
    await turn();
  }
});

Deno.test("Pool left without a join after its signal aborted throws nothing", async () => {
  const controller = new AbortController();
  await using pool = new Pool<number>({ signal: controller.signal });
  pool.produce([1]).consume(() => {});
  controller.abort(new Error("enough"));
  await turn();
});

Deno.test("Pool that collects and is left without a join throws what it collected", async () => {
  const error = await assertRejects(
    async () => {
      await using pool = new Pool<number>({ onError: "collect" });
      pool.produce([1, 2, 3]).consume((n) => {
        if (n !== 2) throw new Error(`no ${n}`);
      });
      await turn();
    },
    AggregateError,
  );
  assertEquals(error.errors.map(({ message }) => message), ["no 1", "no 3"]);
});

Deno.test("Pool in a function that throws lets that error out", async () => {
  const run = async () => {
    await using pool = new Pool<number>();
    pool.produce([1, 2, 3]).consume(async (_, { signal }) => {
      await turn();
      signal.throwIfAborted();
    });
    await turn();
    throw new Error("of the body");
  };
  await assertRejects(run, Error, "of the body");
});

Deno.test("Pool with an open lease of its channel in a function that throws lets that error out", async () => {
  for (const isDisposed of [true, false]) {
    const run = async () => {
      await using pool = new Pool<number>();
      pool.produce([1, 2, 3]);
      const lease = await pool.channel.lease();
      using _ended = isDisposed ? lease : null;
      throw new Error("of the body");
    };
    await assertRejects(run, Error, "of the body");
  }
});

Deno.test("Pool whose failed join was awaited adds no second error", async () => {
  const error = await assertRejects(async () => {
    await using pool = new Pool<number>();
    pool.produce([1]).consume(() => Promise.reject(new Error("once")));
    await pool.join();
  });
  assert(!(error instanceof SuppressedError));
  assertEquals((error as Error).message, "once");
});

Deno.test("Pool whose join nobody awaited leaves its error unhandled, not unheard", async () => {
  const unhandled = await unhandledWhile(async () => {
    await using pool = new Pool<number>();
    pool.produce([1]).consume(() => Promise.reject(new Error("lost")));
    void pool.join();
    await turn();
  });
  assertEquals(unhandled.map((error) => (error as Error).message), ["lost"]);
});

Deno.test("Pool left with a task that ignores its signal lets the error of its scope out after a while", async () => {
  using time = new FakeTime();
  const { promise, reject } = Promise.withResolvers<void>();
  const run = async () => {
    await using pool = new Pool<number>();
    pool.produce([1]).consume(() => promise);
    await microtasks();
    throw new Error("of the body");
  };
  const ran = run();
  await microtasks();
  time.tick(1999);
  let isOut = false;
  ran.catch(() => isOut = true);
  await microtasks();
  assertEquals(isOut, false);
  time.tick(1);
  await assertRejects(() => ran, Error, "of the body");
  assertEquals(time.pending, 0);

  const uncaught = Promise.withResolvers<unknown>();
  addEventListener("error", (event) => {
    event.preventDefault();
    uncaught.resolve(event.error);
  }, { once: true });
  reject(new Error("much later"));
  assertEquals((await uncaught.promise as Error).message, "much later");
});

async function microtasks(): Promise<void> {
  for (let n = 0; n < 50; n++) await Promise.resolve();
}
