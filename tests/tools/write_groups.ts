// Writes which test files share a thread: `deno task groups`, after one came or went.
// With `--check` it says whether that is up to date.

import { FOLDER, groupTexts } from "./test_groups.ts";

const texts = groupTexts();
const old = [...Deno.readDirSync(FOLDER)].map(({ name }) => `${FOLDER}/${name}`)
  .filter((path) => !texts.has(path));
const stale = [...texts].filter(([path, text]) => readText(path) !== text);

function readText(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

if (!Deno.args.includes("--check")) {
  for (const path of old) Deno.removeSync(path);
  for (const [path, text] of stale) Deno.writeTextFileSync(path, text);
} else if (old.length + stale.length > 0) {
  throw new Error(`${FOLDER} is out of date: run \`deno task groups\``);
}
