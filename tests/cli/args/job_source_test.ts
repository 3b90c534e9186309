import { assertEquals, assertThrows } from "@std/assert";
import { jobAlone, jobAndFiles } from "../../../lib/cli/args/job_source.ts";
import { UsageError } from "../../../lib/cli/args/usage_error.ts";

const from = (words: readonly string[], job?: string) =>
  jobAndFiles({ command: "map", words, job });

Deno.test("The first word is the job, and the others are files", () => {
  assertEquals(from(["e => e", "a.csv", "-", "b.csv"]), {
    job: { text: "e => e" },
    files: ["a.csv", "-", "b.csv"],
  });
});

Deno.test("After --job every word is a file", () => {
  assertEquals(from(["a.csv", "b"], "job.ts"), {
    job: { file: "job.ts" },
    files: ["a.csv", "b"],
  });
});

Deno.test.each([
  [["job.ts"], "it is a file's name, write --job job.ts"],
  [["./rules/total.mjs"], "write --job ./rules/total.mjs"],
  [["orders.csv"], "it is a file of items, write map JOB < orders.csv"],
  [["logs/a.ndjson"], "write map JOB < logs/a.ndjson"],
  [["n", "=", "n"], "quote it as one argument"],
  [[], "Cannot map without a job"],
])("The words %j are refused: %s", (words, why) => {
  assertThrows(() => from(words), UsageError, why);
});

Deno.test("A job that only looks like a name of a file is a job", () => {
  assertEquals(from(["e => e.ts"]).job, { text: "e => e.ts" });
  assertEquals(from(["parse(e.json)"]).job, { text: "parse(e.json)" });
});

Deno.test("A queue's job takes no files", () => {
  const words = ["e => e", "a.csv"];
  assertThrows(
    () => jobAlone({ command: "work", words, job: undefined }),
    UsageError,
    'Cannot use "a.csv": work takes one JOB',
  );
  assertThrows(
    () => jobAlone({ command: "work", words: ["x"], job: "job.ts" }),
    UsageError,
    "choose one",
  );
});
