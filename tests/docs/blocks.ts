/**
 * Reads the shell blocks of a page: what is run, and what it should print.
 *
 * - A `console` block is a transcript: a line after `$ ` is a command (one after `> `
 *   goes on with it), the lines below are what it prints. `$ cat FILE` makes the file
 *   where there is none: that is how a page shows the files it uses.
 * - A `sh` block is run as it is. With a `text` block right behind it, it prints that;
 *   without, it must end with 0. `sh ignore` is for reading only.
 *
 * @module
 */

/** Something to run. */
export interface Step {
  /** The line of the page it begins at, from 1. */
  readonly line: number;
  readonly command: string;
  /** What it prints; undefined if it only has to end with 0. */
  readonly expected: string | undefined;
  /** The file that is made with what is expected, if there is none. */
  readonly file?: string | undefined;
}

interface Block {
  readonly info: string;
  readonly line: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** The steps of a page, in order. */
export function stepsOf(page: string): Step[] {
  const blocks = blocksOf(page);
  return blocks.flatMap((block, index) => {
    if (block.info === "console") return transcript(block);
    if (block.info !== "sh") return [];
    const next = blocks[index + 1];
    const isFollowed = next?.info === "text" && next.line <= block.end + 2;
    const expected = isFollowed ? next.lines.join("\n") : undefined;
    return [{ line: block.line, command: block.lines.join("\n"), expected }];
  });
}

function blocksOf(page: string): Block[] {
  const blocks: Block[] = [];
  const lines = page.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const fence = lines[at]?.match(/^(\s*)(`{3,})(.*)$/);
    if (!fence) continue;
    const [, indent = "", ticks = "", info = ""] = fence;
    const begin = at + 1;
    while (++at < lines.length && lines[at]?.trim() !== ticks);
    const inside = lines.slice(begin, at)
      .map((line) =>
        line.startsWith(indent) ? line.slice(indent.length) : line
      );
    blocks.push({ info: info.trim(), line: begin, end: at + 1, lines: inside });
  }
  return blocks;
}

function transcript({ lines, line }: Block): Step[] {
  const steps: { line: number; command: string; printed: string[] }[] = [];
  for (const [index, text] of lines.entries()) {
    const last = steps.at(-1);
    if (text.startsWith("$ ")) {
      steps.push({
        line: line + index + 1,
        command: text.slice(2),
        printed: [],
      });
    } else if (text.startsWith("> ") && last?.printed.length === 0) {
      last.command += `\n${text.slice(2)}`;
    } else {
      last?.printed.push(text);
    }
  }
  return steps.map(({ line, command, printed }) => ({
    line,
    command,
    expected: printed.join("\n"),
    file: command.match(/^cat ([\w./-]+)$/)?.[1],
  }));
}

/** What a command wrote. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Whether what was printed is as expected, where `…` stands for anything within a line,
 * and alone on a line for any lines.
 *
 * What goes to people comes between the results whenever it comes: each stream has its
 * order, and the two together have none.
 */
export function matches(
  { stdout, stderr }: Printed,
  expected: string,
): boolean {
  const wanted = linesOf(expected);
  const [out, err] = [linesOf(stdout), linesOf(stderr)];
  const known = new Map<string, boolean>();
  const fits = (at: number, o: number, e: number): boolean => {
    const key = `${at} ${o} ${e}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, false);
    const found = fitsAnew(at, o, e);
    known.set(key, found);
    return found;
  };
  const fitsAnew = (at: number, o: number, e: number): boolean => {
    if (at === wanted.length) return o === out.length && e === err.length;
    const line = wanted[at] ?? "";
    if (line.trim() === "…") {
      return fits(at + 1, o, e) || o < out.length && fits(at, o + 1, e) ||
        e < err.length && fits(at, o, e + 1);
    }
    return isLike(out[o], line) && fits(at + 1, o + 1, e) ||
      isLike(err[e], line) && fits(at + 1, o, e + 1);
  };
  return fits(0, 0, 0);
}

function linesOf(text: string): string[] {
  const trimmed = text.trim();
  return trimmed === ""
    ? []
    : trimmed.split("\n").map((line) => line.trimEnd());
}

function isLike(line: string | undefined, wanted: string): boolean {
  if (line === undefined) return false;
  const pattern = wanted.split("…").map((part) =>
    part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")
  ).join(".*");
  return new RegExp(`^\\s*${pattern.trim()}$`).test(line);
}
