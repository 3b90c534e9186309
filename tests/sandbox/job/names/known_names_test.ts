import { assert, assertEquals } from "@std/assert";
import { ENDOWMENTS, Sandbox } from "../../../../lib/mod.ts";
import {
  ENDOWED,
  FOREIGN,
  LANGUAGE,
} from "../../../../lib/sandbox/job/names/known_names.ts";
import type { Endowment } from "../../../../lib/sandbox/protocol.ts";

// Named, they make a global of the item's own; looked for above, they would not.
const GLOBALS = ["globalThis", "self", "undefined"];

/** The names that a job finds; the text must not name the global, which makes it another. */
async function namesGiven(endowments: readonly Endowment[]): Promise<string[]> {
  const every = [...LANGUAGE, ...ENDOWED.keys(), ...FOREIGN.keys()]
    .filter((name) => !GLOBALS.includes(name));
  const looks = every.map((name) => `${JSON.stringify(name)}: typeof ${name}`);
  await using sandbox = new Sandbox(
    `() => { const kinds = { ${looks.join(", ")} };
    return Object.keys(kinds).filter((name) => kinds[name] !== "undefined") }`,
    { unprivileged: true, workers: 1, endowments },
  );
  return await sandbox.run(1) as string[];
}

const VALUES = [...LANGUAGE].filter((name) => !GLOBALS.includes(name));

Deno.test("Every job has the names of the language, and none that it says are not there", async () => {
  const given = await namesGiven([]);

  assertEquals(VALUES.filter((name) => !given.includes(name)), []);
  assertEquals(given.filter((name) => ENDOWED.has(name)), []);
});

Deno.test("With every endowment a job has the names that are said to come with one", async () => {
  const given = await namesGiven(ENDOWMENTS);

  assertEquals([...ENDOWED.keys()].filter((name) => !given.includes(name)), []);
});

Deno.test("No name is said to be in two places", () => {
  const all = [...LANGUAGE, ...ENDOWED.keys(), ...FOREIGN.keys()];

  assertEquals(all.filter((name, at) => all.indexOf(name) !== at), []);
  assert(all.length > 200);
});
