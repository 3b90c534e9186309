// The same pipeline with its confinement off: only for comparison, and made anew from
// the project's own settings each time, so that it differs in one module.

import { FOLDER, pathOf } from "./map_data.ts";
import { shell } from "./map_shell.ts";

const MAIN = pathOf("../../main.ts");
// Whichever of them the guest consists of; the other one names nothing.
const REALMS = ["lib/sandbox/guest/realm.ts", "lib/sandbox/guest/realm.js"];

/** How the program is started, as it is. */
export const SLUICE: string = `deno run --no-prompt ${MAIN}`;

/** Resolves to how the program is started with a realm that is not closed. */
export async function unconfined(): Promise<string> {
  const root = new URL("../../", import.meta.url);
  const { imports, unstable } = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", root)),
  );
  const standIn = import.meta.resolve("./map_unconfined_realm.ts");
  for (const realm of REALMS) imports[new URL(realm, root).href] = standIn;
  const path = `${FOLDER}unconfined.json`;
  await Deno.mkdir(FOLDER, { recursive: true });
  await Deno.writeTextFile(path, JSON.stringify({ unstable, imports }));
  const line = `deno run --no-prompt --no-lock --config ${path} ${MAIN}`;
  await demandReach(SLUICE, "undefined");
  await demandReach(line, "object");
  return line;
}

/** A build that differs in nothing would win the comparison by a lie. */
async function demandReach(line: string, wanted: string): Promise<void> {
  const found = await shell(`${line} map '() => typeof Deno' --range 0..1`);
  if (found !== JSON.stringify(wanted)) {
    throw new Error(`a job of ${line} finds that Deno is ${found}`);
  }
}
