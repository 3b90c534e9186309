import config from "../../deno.json" with { type: "json" };
import { VERIFIED_VERSIONS } from "../defaults.ts";

/** How the program is started in a checkout, where examples must work. */
export const PROGRAM = "deno run main.ts";

/** How the program was started. */
export interface ProgramStart {
  /** What to type before the arguments, as in `deno run main.ts` or `sluice`. */
  readonly program: string;
  /** The module to run with other permissions; undefined in a compiled program. */
  readonly module: string | undefined;
}

/** Where the program is, as far as it can be seen. */
export interface ProgramPlace {
  /** The URL of the module that was run. */
  readonly url: string;
  /** The working directory; undefined when it is not known. */
  readonly folder: string | undefined;
  /** Whether it is a compiled program. */
  readonly isCompiled: boolean;
}

/**
 * Finds out how the program was started.
 *
 * A launcher that has the name of a command says so by the fragment of the module's
 * URL, as in `file:///opt/sluice/main.ts#sluice`: there is no other way without a
 * permission.
 */
export function programStart(
  { url, folder, isCompiled }: ProgramPlace,
): ProgramStart {
  if (isCompiled) return { program: "sluice", module: undefined };
  const { hash, href } = new URL(url);
  const module = shellWord(pathOf(href.replace(/#.*$/, ""), folder));
  const name = hash.slice(1);
  const isName = /^[\w-]+$/.test(name);
  return { program: isName ? name : `deno run ${module}`, module };
}

function pathOf(url: string, folder: string | undefined): string {
  if (!url.startsWith("file:///")) return url;
  const path = decodeURIComponent(url.slice("file://".length));
  const isInside = folder !== undefined && path.startsWith(`${folder}/`);
  return isInside ? path.slice(folder.length + 1) : path;
}

/** A word as a shell takes it. */
export function shellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** The program's name and version, with those of what it runs on. */
export function versionText(
  { deno, v8 }: { readonly deno: string; readonly v8: string },
): string {
  return `sluice ${config.version} (Deno ${deno}, V8 ${v8}, ` +
    `ses ${VERIFIED_VERSIONS.ses})`;
}
