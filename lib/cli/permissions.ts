import { printable } from "./escape.ts";
import { type ProgramStart, shellWord } from "./program.ts";

/** What a command line names outside of the program. */
export interface Needs {
  /** Files that are read. */
  readonly files?: readonly string[];
  /** Servers that are talked to, as in `127.0.0.1:4222`. */
  readonly servers?: readonly string[];
}

/** The permission flags for what a command line names, and for nothing else. */
export function permissionFlags({ files = [], servers = [] }: Needs): string[] {
  const list = (names: readonly string[]) => [...new Set(names)].join(",");
  return [
    ...(servers.length > 0 ? [`--allow-net=${list(servers)}`] : []),
    ...(files.length > 0 ? [`--allow-read=${list(files)}`] : []),
  ];
}

/** How to start the program again with the permissions it needs, as one line. */
export function howToGrant(
  { module }: ProgramStart,
  needs: Needs,
  args: readonly string[],
): string {
  const flags = permissionFlags(needs).map(printedWord);
  if (module === undefined) return `Compile it with ${flags.join(" ")}`;
  const words = ["deno", "run", ...flags, module, ...args.map(printedWord)];
  return `Grant it:  ${words.join(" ")}`;
}

/** A word as a shell takes it, safe to print. */
export function printedWord(word: string): string {
  return shellWord(printable(word, 1000));
}
