// Writes what follows from the flag table; with `--check` it says whether that is up to
// date: `deno task cli`.

import { cliPage, LAUNCHER, launcherWithTables, PAGE } from "./cli_files.ts";

const files = {
  [LAUNCHER]: launcherWithTables(Deno.readTextFileSync(LAUNCHER)),
  [PAGE]: cliPage(),
};

for (const [path, text] of Object.entries(files)) {
  if (!Deno.args.includes("--check")) Deno.writeTextFileSync(path, text);
  else if (Deno.readTextFileSync(path) !== text) {
    throw new Error(`${path} is out of date: run \`deno task cli\``);
  }
}
