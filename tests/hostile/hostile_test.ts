// Every attempt of the corpus comes to what its first line says, and the sandbox goes
// on. With permissions (`deno test -A`) the same attempts run in nested workers.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { Sandbox, SandboxError } from "../../lib/mod.ts";
import { readAttempt } from "./attempt.ts";
import * as index from "./index.ts";
import { runAttempt } from "./run_attempt.ts";

const attempts = Object.entries(index)
  .map(([name, text]) => readAttempt(name.replace("$", "/"), text));
const categories = [...new Set(attempts.map(({ category }) => category))];

/** So many attempts at the same time: some wait for a deadline, others for a worker. */
const LANES = 4;

const granted = ["env", "net", "read", "run"] as const;
const unprivileged = granted.every((name) =>
  Deno.permissions.querySync({ name }).state !== "granted"
);

Deno.test("Every file of the corpus says what must come of it", () => {
  assert(attempts.length >= 120);
  for (const { name, category, expected } of attempts) {
    assertEquals(name.split("/")[0], category);
    assert(expected.length > 0, name);
  }
});

Deno.test.each(categories)(
  "Nothing of the %s attempts gets through, and the sandbox goes on",
  async (category) => {
    const waiting = attempts.filter((attempt) => attempt.category === category);
    const complaints: string[] = [];
    const lane = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        complaints.push(...await runAttempt(next, { unprivileged }));
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    assertEquals(complaints, []);
  },
);

const folder = import.meta.dirname ?? ".";

Deno.test({
  name: "The index of the corpus names every file of it",
  ignore: Deno.permissions.querySync({ name: "read", path: folder }).state !==
    "granted",
  fn() {
    const files: string[] = [];
    for (const { name, isDirectory } of Deno.readDirSync(folder)) {
      if (!isDirectory) continue;
      for (const file of Deno.readDirSync(`${folder}/${name}`)) {
        files.push(`${name}/${file.name.replace(/\.js$/, "")}`);
      }
    }
    assertEquals(attempts.map(({ name }) => name).sort(), files.sort());
  },
});

Deno.test({
  name: "A worker that was given a permission refuses to begin",
  ignore: unprivileged,
  async fn() {
    await using sandbox = new Sandbox("n => n", { unprivileged: true });
    const error = await assertRejects(() => sandbox.load(), SandboxError);
    assertEquals(error.kind, "unsafe");
  },
});
