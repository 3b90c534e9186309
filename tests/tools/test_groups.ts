/**
 * Which test files run one after another in one thread.
 *
 * To begin a thread and to load the library into it takes longer than most files do, so
 * the files of a room share one. What changes the thread for all of them keeps them apart
 * from the others of the room: see {@linkcode SETUPS}.
 *
 * @module
 */

import { importsOf, readSources, type SourceFile } from "../support/sources.ts";

/** Where the groups are kept. */
export const FOLDER = "tests/groups";

/**
 * Groups by the beginning of the paths of their files: the longest that fits counts.
 *
 * They run in the order of their names, and after them the blocks of the pages, which
 * mostly wait: beside all of those the last group, `wall`, keeps a core busy.
 */
const GROUPS: Readonly<Record<string, string>> = {
  "": "rest",
  "broker/": "broker",
  "channel/": "channel",
  "cli/": "cli",
  "cli/commands/run/": "cli_run",
  "cli/terminal_test": "terminal",
  "framing/": "framing",
  "hostile/": "hostile",
  "hostile/hostile_test": "wall",
  "hostile/measure_test": "wall",
  "internal/": "channel",
  "pool/": "channel",
  "sandbox": "sandbox",
  "sandbox/dispatch/": "sandbox_workers",
  "sandbox/guest/": "sandbox_guest",
  // A guest makes other errors once it expects leftovers, and never stops to.
  "sandbox/guest/batch/quick_reads_test": "sandbox_raise",
  "sandbox/guest/batch/raise_test": "sandbox_raise",
  "sandbox/job/": "sandbox_job",
  "sandbox/pipeline/": "sandbox_pipeline",
  "sandbox/worker/": "sandbox_workers",
  "select_test": "channel",
};

/** What a test imports that holds in its whole thread, and what its group is then called. */
const SETUPS: Readonly<Record<string, string>> = {
  "tests/support/checked.ts": "checked",
  "tests/support/guest_setup.ts": "inside",
  "tests/support/local_guest.ts": "here",
};

const prefixes = Object.keys(GROUPS).sort((a, b) => b.length - a.length);

/** The files of each group, by its name, both in order. */
export function groupsOf(
  sources: readonly SourceFile[],
): Map<string, string[]> {
  const imports = new Map(sources.map((file) => [file.path, importsOf(file)]));
  const tests = [...imports.keys()]
    .filter((path) => path.endsWith("_test.ts")).sort();
  return Map.groupBy(tests, (path) => {
    const own = path.slice("tests/".length);
    const prefix = prefixes.find((prefix) => own.startsWith(prefix)) ?? "";
    const reached = reachedFrom(path, imports);
    const setups = Object.entries(SETUPS)
      .flatMap(([file, name]) => reached.has(file) ? [name] : []);
    return [GROUPS[prefix], ...setups].join("_");
  });
}

function reachedFrom(
  path: string,
  imports: ReadonlyMap<string, readonly string[]>,
): Set<string> {
  const reached = new Set([path]);
  for (const from of reached) {
    for (const next of imports.get(from) ?? []) reached.add(next);
  }
  return reached;
}

/** The texts of all groups, by path. */
export function groupTexts(): Map<string, string> {
  const groups = groupsOf(readSources("tests"));
  return new Map([...groups].map(([name, files]) => [
    `${FOLDER}/${name}.ts`,
    "// Made by `deno task groups`: test files that share a thread.\n\n" +
    files.map((path) => `import "..${path.slice("tests".length)}";\n`).join(""),
  ]));
}
