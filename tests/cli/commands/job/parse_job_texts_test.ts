// What the text of a job says and what comes of it, from the command line.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { once } from "../../../support/run_each.ts";
import { runHere, runIn } from "../../../support/run_in.ts";

const STDIN = ['{"id":1,"price":12}\n{"id":2,"price":9}\n'];

const FAILING: readonly (readonly [job: string, err: string])[] = [
  ["e => fetch(e.id)", "fetch is not defined in a job: a job has no network"],
  [
    "e => process.env.A",
    "process is not defined in a job: a job knows nothing",
  ],
  [
    "e => require('fs')",
    "require is not defined in a job: a job loads nothing",
  ],
  ["e => Buffer.from('a')", "Buffer is not defined in a job: use Uint8Array"],
  [
    "e => setTimeout(e)",
    "setTimeout is not defined in a job: a job has no timers",
  ],
  ["e => crypto.randomUUID()", "crypto is not defined in a job"],
  [
    "e => structuredClone(e)",
    "structuredClone is not defined in a job: use JSON",
  ],
  [
    "const now = () => Date.now();\nexport default e => now()",
    "TypeError: Date.now() needs --allow clock (job 1:24)",
  ],
  [
    "const D = Date;\nexport default e => new D()",
    "TypeError: new Date() needs --allow clock (job 2:21)",
  ],
  [
    "const M = Math;\nexport default e => M.random()",
    "TypeError: Math.random() needs --allow random (job 2:23)",
  ],
  [
    "const u = (a) => new URL(a);\nexport default e => u('a:b')",
    "ReferenceError: URL needs --allow url (job 1:22)",
  ],
  ["e => { throw { code: 7 } }", 'threw: {"code":7}\n'],
  [
    "e => { throw new Error('a', { cause: new TypeError('b') }) }",
    "threw: Error: a (cause: TypeError: b) (job 1:14)",
  ],
  [
    "e => Promise.any([1, 2].map(async (n) => { throw new Error(n) }))",
    "AggregateError: All promises were rejected (errors: Error: 1; Error: 2)",
  ],
];

/** What is said of the items of each job: one run, in which each names its job. */
const failures = once(async () => {
  const files = Object.fromEntries(
    FAILING.map(([job], at) => [`jobs/${at}.ts`, job]),
  );
  const stdin = [
    FAILING.map((_, at) => `{"job":"${at}"}\n`.repeat(2)).join(""),
  ];
  const { code, out, err } = await runIn(
    { files, stdin },
    ...["map", "--jobs", "jobs", "--by", "job", "--failures", "all"],
  );
  assertEquals({ code, out }, { code: 1, out: "" });
  const lines = err.split("\n");
  return (job: number) => lines.slice(2 * job, 2 * job + 2);
});

Deno.test.each(FAILING.map(([job, said], at) => [job, said, at] as const))(
  "Every item of %j fails with words a user knows",
  async (_, said, at) => {
    for (const [n, line] of (await failures())(at).entries()) {
      assert(line.startsWith(`line ${2 * at + n + 1}: `), line);
      assertStringIncludes(`${line}\n`, said);
      assertEquals(/secure mode|%Shared/.test(line), false);
    }
  },
);

Deno.test.each<[command: string[], said: string]>([
  [["map", "e => { id: e.id }"], "2 of 2 items gave no result: the braces are"],
  [["map", "e => undefined"], "2 of 2 items gave no result\n"],
  [
    ["map", "e => { e.price * 2 }"],
    "gave no result: the job's function has no return",
  ],
  [["filter", "e => e.price > 99"], "2 of 2 items did not pass the filter\n"],
])("%j gives nothing, and says so at its end", async (command, said) => {
  const { code, out, err } = await runHere({ stdin: STDIN }, ...command);

  assertEquals({ code, out }, { code: 0, out: "" });
  assertStringIncludes(err, said);
});

Deno.test.each<[command: string[]]>([
  [["map", "e => e.id > 1 ? e.id : undefined"]],
  [["map", "e => undefined", "--quiet"]],
  [["filter", "e => e.price > 10"]],
])("%j says nothing of items without a result", async (command) => {
  const { err } = await runHere({ stdin: STDIN }, ...command);

  assertEquals(err, "");
});

Deno.test("The deadline counts while the job is parsed", async () => {
  const job = `e => [${"x => x,".repeat(200_000)}]`;
  const { code, out, err } = await runHere(
    { stdin: STDIN },
    ...["map", job, "--deadline", "100ms"],
  );

  assertEquals({ code, out }, { code: 124, out: "" });
  assertStringIncludes(err, "it takes longer than the time it was given");
});
