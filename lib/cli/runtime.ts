/** What a program can see of the runtime that runs it. */
export interface RuntimeGlobals {
  readonly Deno?: { readonly version: { readonly deno: string } };
  readonly Bun?: { readonly version: string };
  readonly process?: { readonly version?: string };
}

/**
 * Why the program cannot run here, as one line; undefined when it can.
 *
 * It is asked before the program is loaded, which other runtimes cannot do.
 */
export function whyUnsupported(
  globals: RuntimeGlobals,
  { lowest, verified }: { readonly lowest: string; readonly verified: string },
): string | undefined {
  const { Deno: deno, Bun: bun } = globals;
  const found = deno !== undefined && bun === undefined
    ? `Deno ${deno.version.deno}`
    : bun !== undefined
    ? `Bun ${bun.version}`
    // In Deno a look at `process` loads all that Node is there: as long as all else here.
    : `Node ${globals.process?.version ?? "of some version"}`;
  if (found.startsWith("Deno ") && isAtLeast(found.slice(5), lowest)) return;
  return `sluice needs Deno ${lowest} or newer, and this is ${found}: ` +
    `npx -y deno@${verified} run main.ts`;
}

function isAtLeast(version: string, lowest: string): boolean {
  const found = numbersOf(version);
  const wanted = numbersOf(lowest);
  const at = wanted.findIndex((number, at) => number !== found[at]);
  return at < 0 || (found[at] ?? 0) > (wanted[at] ?? 0);
}

function numbersOf(version: string): number[] {
  return version.split(/[.+-]/).slice(0, 3).map(Number);
}
