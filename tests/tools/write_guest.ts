// Writes the texts that workers run, or with `--check` says whether they are up to
// date: `deno task guest`.

import { GENERATED_PATH, generateGuest } from "./link_guest.ts";

const text = generateGuest(Deno.readTextFileSync);

if (!Deno.args.includes("--check")) {
  Deno.writeTextFileSync(GENERATED_PATH, text);
} else if (Deno.readTextFileSync(GENERATED_PATH) !== text) {
  throw new Error(`${GENERATED_PATH} is out of date: run \`deno task guest\``);
}
