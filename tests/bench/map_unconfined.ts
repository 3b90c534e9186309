// The same pipeline with its confinement off: only for comparison, and made anew from
// the project's own settings each time, so that it differs in one module.

import { BUNDLE_PATH, GUEST_FOLDER, linkGuest } from "../tools/link_guest.ts";
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
  const bundle = `${FOLDER}unconfined.js`;
  await Deno.mkdir(FOLDER, { recursive: true });
  await Deno.writeTextFile(bundle, linkGuest(moduleText));
  imports[new URL(BUNDLE_PATH, root).href] = `file://${bundle}`;
  await Deno.writeTextFile(path, JSON.stringify({ unstable, imports }));
  const line = `deno run --no-prompt --no-lock --config ${path} ${MAIN}`;
  await demandReach(SLUICE, "undefined");
  await demandReach(line, "object");
  return line;
}

/** A module of the guest, its realm replaced. */
function moduleText(specifier: string): string {
  const path = specifier === "./realm.ts"
    ? pathOf("./map_unconfined_realm.ts")
    : pathOf(`../../${GUEST_FOLDER}/${specifier}`);
  return Deno.readTextFileSync(path);
}

/** A build that differs in nothing would win the comparison by a lie. */
async function demandReach(line: string, wanted: string): Promise<void> {
  const found = await shell(`${line} map '() => typeof Deno' --range 0..1`);
  if (found !== JSON.stringify(wanted)) {
    throw new Error(`a job of ${line} finds that Deno is ${found}`);
  }
}
