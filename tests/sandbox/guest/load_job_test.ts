import { assertEquals, assertRejects } from "@std/assert";
import { Sandbox, SandboxError } from "../../../lib/mod.ts";
import { localGuests } from "../../support/local_guest.ts";
import { runJob } from "../../support/run_job.ts";

Deno.test("A module's setup runs once a worker, and each item finds what it gave", async () => {
  const job = `
    let runs = 0;
    export const setup = () => { runs++; return { squares: [0, 1, 4], runs } };
    export default (n, { setup }) => [setup.squares[n], setup.runs, runs]`;
  assertEquals(await runJob(job, { count: 3 }), [[0, 1, 0], [1, 1, 0], [
    4,
    1,
    0,
  ]]);
});

Deno.test("What setup gave is frozen, all of it", async () => {
  const job = `
    export function setup() { return { a: [{ b: 1 }] } }
    export default (n, { setup }) => {
      const left = setup.a[0].b;
      try { setup.a[0].b = 2 } catch {}
      try { setup.a.push(n) } catch {}
      return [left, setup.a.length, Object.isFrozen(setup)];
    }`;
  assertEquals(await runJob(job, { count: 2 }), [[1, 1, true], [1, 1, true]]);
});

Deno.test("A setup is told the arguments of the run, and can be exported by a list", async () => {
  using _ = localGuests();
  const job = `
    const begin = ({ args }) => args.of * 2;
    export { begin as setup };
    export default (n, { setup }) => setup + n`;
  assertEquals(await runJob(job, { count: 2, args: { of: 5 } }), [10, 11]);
});

Deno.test("A worker that keeps its state has a setup, too", async () => {
  using _ = localGuests();
  const job = `
    let calls = 0;
    export const setup = () => "given";
    export default (n, { setup }) => [setup, ++calls]`;
  assertEquals(await runJob(job, { count: 2, isolate: "worker" }), [
    ["given", 1],
    ["given", 2],
  ]);
});

Deno.test.each(
  [
    ["async () => 1", "and no promise"],
    ["() => undefined", "a value of JSON"],
    ["() => () => 1", "function"],
    ["() => { throw new Error('no') }", "Error: no"],
    ["5", "setup is of type number"],
  ] as const,
)(
  "A setup such as %s makes a job that cannot be used: %s",
  async (setup, why) => {
    using _ = localGuests();
    const job = `export const setup = ${setup}; export default (n) => n`;
    await using sandbox = new Sandbox(job, { unprivileged: true, workers: 1 });
    await assertRejects(() => sandbox.run(1), SandboxError, why);
  },
);

Deno.test("The share of a module's top level in the work is known", async () => {
  using _ = localGuests();
  const share = async (job: string) => {
    await using sandbox = new Sandbox(job, { unprivileged: true, workers: 1 });
    for await (const outcome of sandbox.map(Array(200).keys())) {
      assertEquals(outcome.ok, true);
    }
    const { moduleMs, workMs } = sandbox.stats;
    return moduleMs / workMs;
  };
  const work = "let n = 0; for (let i = 0; i < 2e5; i++) n += i;";
  const seen: number[][] = [];
  // A few evaluations stand for all: one during which another program ran tells too much.
  while (seen.length < 10) {
    const heavy = await share(`${work} export default () => n`);
    const light = await share(`export default () => { ${work} return n }`);
    if (heavy > 0.5 && light < 0.5) return;
    seen.push([heavy, light]);
  }
  throw new Error(`heavy and light: ${JSON.stringify(seen)}`);
});
