import { assertEquals, assertRejects } from "@std/assert";
import { readJob } from "../../../../lib/cli/commands/job/read_job.ts";
import { UnreadableFileError } from "../../../../lib/cli/stream_error.ts";
import type { Terminal } from "../../../../lib/cli/terminal.ts";

/** A terminal with one folder of files, each with its name as its text. */
const withFiles = (...names: readonly string[]) =>
  ({
    readFile: (path: string) => Promise.resolve(`text of ${path}`),
    readFolder: () => Promise.resolve(names),
  }) as unknown as Terminal;

const MANY = { folder: "dir", by: "e => e.kind" };

Deno.test("The jobs of a folder are its files of code, by their names", async () => {
  const terminal = withFiles("a.ts", "b.mjs", "notes.md", "ts", "c.d.js");
  const read = await readJob(MANY, terminal);
  if (typeof read === "string") throw new Error(read);
  assertEquals(read.by, "e => e.kind");
  assertEquals([...read.texts], [
    ["a", "text of dir/a.ts"],
    ["b", "text of dir/b.mjs"],
    ["c.d", "text of dir/c.d.js"],
  ]);
});

Deno.test("Two jobs of one name are refused, and a folder without any", async () => {
  for (const names of [["a.ts", "a.js"], ["notes.md"], []]) {
    await assertRejects(
      () => readJob(MANY, withFiles(...names)),
      UnreadableFileError,
      names.length === 2 ? "two jobs named a" : "no .js or .ts file",
    );
  }
});

Deno.test("A text is the job, and a file is read", async () => {
  assertEquals(await readJob({ text: "n => n" }, withFiles()), "n => n");
  assertEquals(await readJob({ file: "a.ts" }, withFiles()), "text of a.ts");
});
