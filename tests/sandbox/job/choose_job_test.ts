import { assertEquals } from "@std/assert";
import { chooseJob, type Job, parseJob, Sandbox } from "../../../lib/mod.ts";
import { localGuests } from "../../support/local_guest.ts";

async function jobsOf(
  texts: Record<string, string>,
): Promise<Map<string, Job>> {
  const jobs = new Map<string, Job>();
  for (const [name, text] of Object.entries(texts)) {
    jobs.set(name, await parseJob(text));
  }
  return jobs;
}

/** Runs items by the job that `by` names, and gives results or failures. */
async function run(
  by: string,
  texts: Record<string, string>,
  items: readonly unknown[],
): Promise<unknown[]> {
  const job = chooseJob({ by: await parseJob(by), jobs: await jobsOf(texts) });
  await using sandbox = new Sandbox(job, { unprivileged: true, workers: 1 });
  const found: unknown[] = [];
  for await (const outcome of sandbox.map(items)) {
    if (outcome.ok) found.push(outcome.value);
    else {
      const { message, line, column } = outcome.error;
      found.push(
        line === undefined ? message : `${message} (${line}:${column})`,
      );
    }
  }
  return found;
}

Deno.test("Each item is run by the job that it names, and an unknown name fails alone", async () => {
  const texts = {
    double: "e => e.n * 2",
    "a b": "export default async ({ n }: { n: number }) => n + 1;",
    constructor: "() => 'one like any other'",
    ["__proto__"]: "() => 'this one, too'",
  };
  const names = [
    "double",
    "a b",
    "constructor",
    "__proto__",
    "toString",
    7,
    undefined,
    "double",
  ];
  const items = names.map((job, n) => ({ job, n }));
  assertEquals(await run("e => e.job", texts, items), [
    0,
    2,
    "one like any other",
    "this one, too",
    'Error: there is no job named "toString"',
    "Error: there is no job named number",
    "Error: there is no job named undefined",
    14,
  ]);
});

Deno.test("A failure names the place in the job that failed", async () => {
  const texts = {
    one: "// a line\n// another\nn => { throw new Error('one') }",
    two: "n =>\n  n.x.y",
  };
  const found = await run("n => n % 2 ? 'two' : 'one'", texts, [0, 1]);
  assertEquals(found[0], "Error: one (3:14)");
  assertEquals(/\(2:\d+\)$/.test(String(found[1])), true);
});

Deno.test("A job with a setup, or that is no function, fails alone and says so", async () => {
  using _ = localGuests();
  const texts = {
    setup: "export const setup = () => 1; export default n => n",
    number: "export default JSON.parse('5')",
    good: "n => n",
  };
  assertEquals(await run("name => name", texts, ["setup", "number", "good"]), [
    'TypeError: the job "setup" has a setup, and no job that items choose among may have one',
    'TypeError: the job "number" must be a function',
    "good",
  ]);
  const by = "export const setup = () => 1; export default name => name";
  const [failure] = await run(by, texts, ["good"]);
  assertEquals(
    failure,
    "TypeError: what chooses the job has a setup, and no job that items choose among may have one",
  );
});

Deno.test("What chooses the job may take its time, and may fail", async () => {
  const by =
    "async n => { await null; if (n > 1) throw new Error('none'); return 'id' }";
  const [given, failure] = await run(by, { id: "n => n" }, [1, 2]);
  assertEquals(given, 1);
  assertEquals(String(failure).startsWith("Error: none"), true);
});

Deno.test.each([[undefined], [1000]])(
  "A job sees nothing of the others, nor of what chooses (steps %s)",
  async (steps) => {
    const look = `() => {
      const seen = [typeof shown, typeof run, typeof makeChoice, typeof step,
        typeof countedChoice, typeof counted, typeof name];
      if (typeof makers === "undefined") return seen;
      makers.other = () => () => "replaced";
      return Object.keys(makers);
    }`;
    const parsing = { steps: steps !== undefined };
    const by = await parseJob("name => name", parsing);
    const jobs = new Map([
      ["look", await parseJob(look, parsing)],
      ["other", await parseJob("() => 'as it was'", parsing)],
    ]);
    await using sandbox = new Sandbox(chooseJob({ by, jobs }), {
      ...{ unprivileged: true, workers: 1, steps },
    });
    assertEquals(await sandbox.run("look"), Array(7).fill("undefined"));
    assertEquals(await sandbox.run("other"), "as it was");
  },
);
