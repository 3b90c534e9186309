// Writes the module of each case into a folder, where esbuild finds it:
//   deno run --allow-write=FOLDER tests/bundles/write_entries.ts FOLDER

import { BUNDLE_CASES, fileOf } from "./cases.ts";

const [folder = "."] = Deno.args;
for (const { name, entry } of BUNDLE_CASES) {
  Deno.writeTextFileSync(`${folder}/${fileOf(name)}.js`, entry);
}
