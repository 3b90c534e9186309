// The same pipeline with its confinement off: only for comparison, and made anew from
// the project's own settings each time, so that it differs in one module.

import {
  GENERATED_PATH,
  generateGuest,
  GUEST_FOLDER,
} from "../tools/link_guest.ts";
import { FOLDER, pathOf } from "./map_data.ts";
import { shell } from "./map_shell.ts";

const MAIN = pathOf("../../main.ts");

/** How the program is started, as it is. */
export const SLUICE: string = `deno run --no-prompt ${MAIN}`;

/** Resolves to how the program is started with a realm that is not closed. */
export async function unconfined(): Promise<string> {
  const root = new URL("../..", import.meta.url);
  const { imports, unstable } = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", root)),
  );
  const path = `${FOLDER}unconfined.json`;
  const guest = `${FOLDER}unconfined.ts`;
  await Deno.mkdir(FOLDER, { recursive: true });
  await Deno.writeTextFile(guest, generateGuest(moduleText));
  imports[new URL(GENERATED_PATH, root).href] = `file://${guest}`;
  await Deno.writeTextFile(path, JSON.stringify({ unstable, imports }));
  const line = `deno run --no-prompt --no-lock --config ${path} ${MAIN}`;
  await demandReach(SLUICE, "undefined");
  await demandReach(line, "object");
  return line;
}

/** A file of the project, the guest's realm replaced. */
function moduleText(path: string): string {
  const isRealm = path === `${GUEST_FOLDER}/realm/realm.ts`;
  return Deno.readTextFileSync(
    pathOf(isRealm ? "./map_unconfined_realm.ts" : `../../${path}`),
  );
}

/** A build that differs in nothing would win the comparison by a lie. */
async function demandReach(line: string, wanted: string): Promise<void> {
  const found = await shell(`${line} map '() => typeof Deno' --range 0..1`);
  if (found !== JSON.stringify(wanted)) {
    throw new Error(`a job of ${line} finds that Deno is ${found}`);
  }
}
