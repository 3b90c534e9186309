// Every attempt of the corpus comes to what its first line says, and the sandbox goes
// on. With permissions (`deno task test:privileged`) the same attempts run in nested workers.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { Sandbox, SandboxError } from "../../lib/mod.ts";
import { type Attempt, readAttempt } from "./attempt.ts";
import * as index from "./index.ts";
import { givenTo, runAttempts } from "./run_attempt.ts";

const attempts = Object.entries(index)
  .map(([name, text]) => readAttempt(name.replace("$", "/"), text));

/** Most attempts to a test: none takes five seconds, on a busy machine either. */
const MOST_PER_TEST = 14;

/** Cuts a list into parts of about the same length. */
function cut<T>(list: readonly T[], count: number): T[][] {
  const at = (part: number) => Math.round(part * list.length / count);
  return Array.from(
    { length: count },
    (_, part) => list.slice(at(part), at(part + 1)),
  );
}

/** The attempts of a category, in parts; those that can share a sandbox are together. */
const parts = [...Map.groupBy(attempts, ({ category }) => category)]
  .flatMap(([category, all]) => {
    const sorted = [...Map.groupBy(all, givenTo).values()].flat();
    const count = Math.ceil(all.length / MOST_PER_TEST);
    return cut(sorted, count).map((attempts, part) => ({
      name: count === 1 ? category : `${category} (${part + 1} of ${count})`,
      attempts,
    }));
  });

/** Attempts at the same time, where some wait for a deadline or for another worker. */
const LANES = 2;

/** The attempts of each lane. */
function lanesOf(attempts: readonly Attempt[]): Attempt[][] {
  return cut(attempts, attempts.some(({ isEnded }) => isEnded) ? LANES : 1);
}

const granted = ["env", "net", "read", "run"] as const;
const unprivileged = granted.every((name) =>
  Deno.permissions.querySync({ name }).state !== "granted"
);

Deno.test("Every file of the corpus says what must come of it", () => {
  assert(attempts.length >= 281);
  for (const { name, category, expected } of attempts) {
    assertEquals(name.split("/")[0], category);
    assert(expected.length > 0, name);
  }
});

for (const { name, attempts } of parts) {
  Deno.test(`Nothing of the ${name} attempts gets through, and the sandbox goes on`, async () => {
    const complaints = await Promise.all(
      lanesOf(attempts).map((lane) => runAttempts(lane, { unprivileged })),
    );
    assertEquals(complaints.flat(), []);
  });
}

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
