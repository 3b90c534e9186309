import type { RunTotals } from "../totals.ts";

/** What `--stats=json` printed, as far as a page needs it. */
export type Stats = Partial<RunTotals> & {
  readonly itemsPerSecond?: number;
};

/**
 * Finds the line of `--stats=json` in a text, which may hold failure lines, too.
 *
 * @throws {SyntaxError} If there is none.
 */
export function readStats(text: string): Stats {
  for (const line of text.trimEnd().split("\n").toReversed()) {
    if (!line.startsWith("{")) continue;
    const stats = parsed(line);
    if (stats !== undefined) return stats;
  }
  throw new SyntaxError("there is no line that --stats=json printed");
}

function parsed(line: string): Stats | undefined {
  try {
    const stats: unknown = JSON.parse(line);
    const isStats = typeof stats === "object" && stats !== null &&
      "elapsedMs" in stats && "failed" in stats;
    return isStats ? stats as Stats : undefined;
  } catch {
    return undefined;
  }
}
