// Writes the bundle of the guest: `deno task guest`.

import { BUNDLE_PATH, GUEST_FOLDER, linkGuest } from "./link_guest.ts";

const read = (specifier: string) =>
  Deno.readTextFileSync(`${GUEST_FOLDER}/${specifier}`);

Deno.writeTextFileSync(BUNDLE_PATH, linkGuest(read));
