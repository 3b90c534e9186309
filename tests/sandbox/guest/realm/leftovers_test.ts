import { assertEquals } from "@std/assert";
import { type JobLog, Sandbox } from "../../../../lib/mod.ts";
import { type JobRun, runJob } from "../../../support/run_job.ts";

const run = (job: string, how: JobRun) => runJob(job, { count: 30, ...how });

/** Every third item leaves a loop behind that goes on for some microtasks. */
const leaving = (left: string, own: string) =>
  `export default async (n) => {
    if (n % 3 === 0) {
      (async () => { for (let i = 0; i < 30; i++) { await null; ${left} } })();
      return n;
    }
    for (let i = 0; i < 5; i++) await null;
    ${own}
  }`;

Deno.test("What an item leaves behind draws none of another's random numbers", async () => {
  const own = "return Math.random();";
  const how = { endowments: ["random"], seed: 7, count: 300 } as const;
  const disturbed = await run(leaving("Math.random();", own), how);
  assertEquals(disturbed, await run(leaving("", own), how));
});

Deno.test("What an item leaves behind spends none of another's bytes", async () => {
  const job = leaving(
    "try { new Uint8Array(2 ** 22) } catch {}",
    "for (let j = 0; j < 7; j++) new Uint8Array(2 ** 23); return n;",
  );
  const values = await run(job, { endowments: ["bytes"] });
  assertEquals(values.filter((value) => typeof value !== "number"), []);
});

Deno.test("What an item leaves behind makes none of another's formats", async () => {
  const job = leaving(
    "try { for (let j = 0; j < 10; j++) new Intl.NumberFormat() } catch {}",
    "for (let j = 0; j < 200; j++) new Intl.NumberFormat(); return n;",
  );
  const values = await run(job, { endowments: ["intl"] });
  assertEquals(values.filter((value) => typeof value !== "number"), []);
});

Deno.test("What an item leaves behind writes to the console in its own name", async () => {
  const lines: JobLog[] = [];
  await run(leaving("console.log(n);", "console.log(n); return n;"), {
    onLog: (line) => lines.push(line),
  });
  assertEquals(lines.length, 10 * 30 + 20);
  for (const { position, text } of lines) assertEquals(String(position), text);
});

Deno.test("A leftover that a name built at run time made is over, too", async () => {
  const job = `(n) => {
    const later = Array["from" + "Async"]([1, 2, 3], () => Math.random());
    return n % 2 === 0 ? later.length : Math.random();
  }`;
  const how = { endowments: ["random"], seed: 7 } as const;
  const quiet = "(n) => n % 2 === 0 ? undefined : Math.random()";
  const odd = (values: unknown[]) => values.filter((_, n) => n % 2 === 1);
  assertEquals(odd(await run(job, how)), odd(await run(quiet, how)));
});

Deno.test("Results keep their order while items wait for different times", async () => {
  const job =
    "async (n) => { for (let i = n % 7; i > 0; i--) await null; return n }";
  assertEquals(await run(job, { count: 500 }), [...Array(500).keys()]);
});

const REJECT = "for (let i = 0; i < 60_000; i++) Promise.reject(i);";

// Deno hands over what is pending as arguments of one call, which take the whole stack.
// deno-fmt-ignore
Deno.test.each<[when: string, job: string]>([
  ["at once", `n => { ${REJECT} return n }`],
  ["in many async functions", "n => { const f = async () => { throw n }; for (let i = 0; i < 60_000; i++) f(); return n }"],
  ["before and after an await", `async n => { ${REJECT} await null; ${REJECT} return n }`],
  ["before and after a call", `async (n, { call }) => { ${REJECT} await call.echo(n); ${REJECT} await call.echo(n); ${REJECT} return n }`],
  ["by an item that throws", `n => { ${REJECT} if (n === 1) throw new Error("mine"); return n }`],
  ["on the module's top level", `${REJECT} export default n => n`],
  ["in setup", `export const setup = () => { ${REJECT} return 0 }; export default n => n`],
])("60,000 rejections %s cost no item, and no worker", async (_, job) => {
  await using sandbox = new Sandbox(job, {
    ...{ unprivileged: true, workers: 1, calls: { echo: (n) => n } },
  });
  const values: unknown[] = [];
  for await (const outcome of sandbox.map([0, 1, 2])) {
    values.push(outcome.ok ? outcome.value : outcome.error.message);
  }
  const second = job.includes("mine") ? "Error: mine" : 1;
  assertEquals(values, [0, second, 2]);
  assertEquals(sandbox.stats.replaced, 0);
});
