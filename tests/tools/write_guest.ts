// Writes the text of the guest, or with `--check` says whether it is up to date:
// `deno task guest`.

import { BUNDLE_PATH, linkGuest } from "./link_guest.ts";

const text = linkGuest(Deno.readTextFileSync);

if (!Deno.args.includes("--check")) {
  Deno.writeTextFileSync(BUNDLE_PATH, text);
} else if (Deno.readTextFileSync(BUNDLE_PATH) !== text) {
  throw new Error(`${BUNDLE_PATH} is out of date: run \`deno task guest\``);
}
