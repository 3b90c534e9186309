import { assertEquals } from "@std/assert";
import {
  chooseJob,
  type JobLog,
  parseJob,
  Sandbox,
} from "../../../../lib/mod.ts";
import { jobOfEach, once, valueOrKind } from "../../../support/run_each.ts";
import { runJob } from "../../../support/run_job.ts";

/** Every third item leaves a loop behind that goes on for some microtasks. */
const leaving = (left: string, own: string) =>
  `async ({ n }) => {
    if (n % 3 === 0) {
      (async () => { for (let i = 0; i < 30; i++) { await null; ${left} } })();
      return n;
    }
    for (let i = 0; i < 5; i++) await null;
    ${own}
  }`;

/** The jobs of most tests, each with the number of its items. */
const JOBS = {
  disturbed: [leaving("Math.random();", "return Math.random();"), 300],
  quiet: [leaving("", "return Math.random();"), 300],
  bytes: [
    leaving(
      "try { new Uint8Array(2 ** 22) } catch {}",
      "for (let j = 0; j < 7; j++) new Uint8Array(2 ** 23); return n;",
    ),
    30,
  ],
  formats: [
    leaving(
      "try { for (let j = 0; j < 10; j++) new Intl.NumberFormat() } catch {}",
      "for (let j = 0; j < 200; j++) new Intl.NumberFormat(); return n;",
    ),
    30,
  ],
  lines: [leaving("console.log(n);", "console.log(n); return n;"), 30],
  order: [
    "async ({ n }) => { for (let i = n % 7; i > 0; i--) await null; return n }",
    500,
  ],
} as const;

/** What all jobs give, and what they write; the positions of each begin at 0. */
const runAll = once(async () => {
  const by = await parseJob("({ job }) => job");
  const jobs = new Map();
  for (const [name, [text]] of Object.entries(JOBS)) {
    jobs.set(name, await parseJob(text));
  }
  const lines: JobLog[] = [];
  await using sandbox = new Sandbox(chooseJob({ by, jobs }), {
    ...{ unprivileged: true, workers: 1, seed: 7 },
    endowments: ["random", "bytes", "intl"],
    onLog: (line) => void lines.push(line),
  });
  const values = new Map<string, unknown[]>();
  for (const [job, [, count]] of Object.entries(JOBS)) {
    const items = Array.from({ length: count }, (_, n) => ({ job, n }));
    const own: unknown[] = [];
    for await (const outcome of sandbox.map(items)) {
      own.push(valueOrKind(outcome));
    }
    values.set(job, own);
  }
  return { values, lines };
});

async function valuesOf(job: keyof typeof JOBS): Promise<unknown[]> {
  return (await runAll()).values.get(job) ?? [];
}

Deno.test("What an item leaves behind draws none of another's random numbers", async () => {
  const disturbed = await valuesOf("disturbed");
  assertEquals(disturbed.length, 300);
  assertEquals(disturbed, await valuesOf("quiet"));
});

Deno.test("What an item leaves behind spends none of another's bytes", async () => {
  assertEquals(await valuesOf("bytes"), [...Array(30).keys()]);
});

Deno.test("What an item leaves behind makes none of another's formats", async () => {
  assertEquals(await valuesOf("formats"), [...Array(30).keys()]);
});

Deno.test("What an item leaves behind writes to the console in its own name", async () => {
  const { lines } = await runAll();
  assertEquals(lines.length, 10 * 30 + 20);
  for (const { position, text } of lines) assertEquals(String(position), text);
});

// Its text names no promise, as those above do.
Deno.test("A leftover that a name built at run time made is over, too", async () => {
  const job = `(n) => {
    const later = Array["from" + "Async"]([1, 2, 3], () => Math.random());
    return n % 2 === 0 ? later.length : Math.random();
  }`;
  const how = { endowments: ["random"], seed: 7, count: 30 } as const;
  const quiet = "(n) => n % 2 === 0 ? undefined : Math.random()";
  const odd = (values: unknown[]) => values.filter((_, n) => n % 2 === 1);
  assertEquals(odd(await runJob(job, how)), odd(await runJob(quiet, how)));
});

Deno.test("Results keep their order while items wait for different times", async () => {
  assertEquals(await valuesOf("order"), [...Array(500).keys()]);
});

const REJECT = "for (let i = 0; i < 60_000; i++) Promise.reject(i);";

// Deno hands over what is pending as arguments of one call, which take the whole stack.
// deno-fmt-ignore
const REJECTING: readonly [when: string, job: string][] = [
  ["at once", `n => { ${REJECT} return n }`],
  ["in many async functions", "n => { const f = async () => { throw n }; for (let i = 0; i < 60_000; i++) f(); return n }"],
  ["before and after an await", `async n => { ${REJECT} await null; ${REJECT} return n }`],
  ["before and after a call", `async (n, { call }) => { ${REJECT} await call.echo(n); ${REJECT} await call.echo(n); ${REJECT} return n }`],
  ["by an item that throws", `n => { ${REJECT} if (n === 1) throw new Error("mine"); return n }`],
  ["on the module's top level", `${REJECT} export default n => n`],
  ["in setup", `export const setup = () => { ${REJECT} return 0 }; export default n => n`],
];

/** What jobs give for three items in one worker, and how often it was replaced. */
async function reject(jobs: readonly string[]) {
  const [only] = jobs;
  const job = jobs.length === 1 && only !== undefined
    ? only
    : await jobOfEach(jobs.map((job) => ({ job, count: 3 })));
  await using sandbox = new Sandbox(job, {
    ...{ unprivileged: true, workers: 1, calls: { echo: (n) => n } },
  });
  const values: unknown[] = [];
  const items = jobs.flatMap(() => [0, 1, 2]);
  for await (const outcome of sandbox.map(items)) {
    values.push(outcome.ok ? outcome.value : outcome.error.message);
  }
  return { values, replaced: sandbox.stats.replaced };
}

const FUNCTIONS = REJECTING.map(([, job]) => job)
  .filter((job) => !job.includes("export"));

/** The jobs that share a worker: not all, as each takes a while. */
const GROUPS = [FUNCTIONS.slice(0, 2), FUNCTIONS.slice(2)].map((jobs) => ({
  jobs,
  all: once(() => reject(jobs)),
}));

Deno.test.each(REJECTING)(
  "60,000 rejections %s cost no item, and no worker",
  async (_, job) => {
    const group = GROUPS.find(({ jobs }) => jobs.includes(job));
    const { values, replaced } = await (group?.all() ?? reject([job]));
    const first = 3 * (group?.jobs.indexOf(job) ?? 0);
    const second = job.includes("mine") ? "Error: mine" : 1;
    assertEquals(values.slice(first, first + 3), [0, second, 2]);
    assertEquals(replaced, 0);
  },
);
