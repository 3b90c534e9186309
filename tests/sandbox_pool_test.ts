import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { ItemError, JobError, SandboxError, SandboxPool } from "../lib/mod.ts";
import { localGuests } from "./support/local_guest.ts";

const OPTIONS = { unprivileged: true } as const;

Deno.test("Jobs of a pool run apart, each with what it is given", async () => {
  await using pool = new SandboxPool(OPTIONS);
  const double = await pool.load("(n, { args }) => n * args.by", {
    args: { by: 2 },
  });
  const triple = await pool.load("(n, { args }) => n * args.by", {
    args: { by: 3 },
  });
  const asking = await pool.load("(n, { call }) => call.id(n)", {
    calls: { id: ([n]) => n },
  });
  const all = [double.run(7), triple.run(7), asking.run(7)];
  assertEquals(await Promise.all(all), [14, 21, 7]);
  assertEquals(pool.size, 3);
});

Deno.test("The same text of the same tenant is the same job, that of another is not", async () => {
  using _ = localGuests();
  await using pool = new SandboxPool(OPTIONS);
  const one = await pool.load("n => n", { tenant: "ada" });
  assert(one === await pool.load("n => n", { tenant: "ada" }));
  assert(one !== await pool.load("n => n", { tenant: "bob" }));
  assertEquals(pool.size, 2);
});

Deno.test("The job used least recently leaves, and is loaded again when it is wanted", async () => {
  using _ = localGuests();
  await using pool = new SandboxPool({ ...OPTIONS, jobs: 2 });
  const [a, b] = [
    await pool.load("n => 'a' + n"),
    await pool.load("n => 'b' + n"),
  ];
  await a.run(1);
  const c = await pool.load("n => 'c' + n");
  assertEquals([a.isLoaded, b.isLoaded, c.isLoaded], [true, false, true]);
  assertEquals(await b.run(2), "b2");
  assertEquals([a.isLoaded, b.isLoaded, c.isLoaded], [false, true, true]);
  assertEquals(pool.size, 2);
});

Deno.test("A job that runs stays, whatever the number of jobs", async () => {
  await using pool = new SandboxPool({ ...OPTIONS, jobs: 1 });
  const { promise, resolve } = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const wait = async () => {
    begun.resolve();
    await promise;
    return "done";
  };
  const slow = await pool.load("(n, { call }) => call.wait()", {
    calls: { wait },
  });
  const running = slow.run(1);
  await begun.promise;
  const quick = await pool.load("n => n");
  assertEquals(await quick.run(2), 2);
  resolve();
  assertEquals(await running, "done");
  assertEquals(pool.size, 1);
});

Deno.test("A job that fails, or cannot be loaded, costs no other", async () => {
  await using pool = new SandboxPool({ ...OPTIONS, timeout: 200 });
  const good = await pool.load("n => n");
  await assertRejects(() => pool.load("n => ("), JobError);
  await assertRejects(
    () => pool.load("const x = null.y; export default n => x"),
    SandboxError,
  );
  const looping = await pool.load("n => { while (true); }");
  await assertRejects(() => looping.run(1), ItemError);
  assertEquals(await good.run(1), 1);
});

Deno.test("A pool that is closed runs nothing any more", async () => {
  using _ = localGuests();
  const pool = new SandboxPool(OPTIONS);
  const job = await pool.load("n => n");
  pool.close();
  await assertRejects(() => job.run(1), SandboxError, "the pool is closed");
  await assertRejects(
    () => pool.load("n => n"),
    SandboxError,
    "the pool is closed",
  );
});

Deno.test("Options that make no sense are refused at once", () => {
  assertThrows(() => new SandboxPool({ jobs: 0 }), RangeError);
  assertThrows(() => new SandboxPool({ timeout: -1 }), RangeError);
});
