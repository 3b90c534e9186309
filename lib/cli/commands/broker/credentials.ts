import type { Terminal } from "../../terminal.ts";

/** Longest line of credentials: keys and certificates fit in it. */
const LONGEST_LINE = 1 << 16;

const LINE_FEED = 10;

/** Reads the text of the credentials: a file, or with `-` the first line of stdin. */
export async function readCredentials(
  file: string,
  terminal: Terminal,
): Promise<{ text: string; terminal: Terminal }> {
  if (file !== "-") return { text: await terminal.readFile(file), terminal };
  const { line, rest } = await readFirstLine(terminal.stdin);
  return { text: line, terminal: { ...terminal, stdin: rest } };
}

interface FirstLine {
  readonly line: string;
  /** What comes after it. */
  readonly rest: Terminal["stdin"];
}

async function readFirstLine(stdin: Terminal["stdin"]): Promise<FirstLine> {
  const buffer = new Uint8Array(LONGEST_LINE);
  let end = 0;
  let cut = -1;
  while (cut < 0 && end < buffer.length) {
    const size = await stdin.read(buffer.subarray(end));
    if (size === null) break;
    end += size;
    cut = buffer.subarray(0, end).indexOf(LINE_FEED);
  }
  const lineEnd = cut < 0 ? end : cut;
  const line = new TextDecoder().decode(buffer.subarray(0, lineEnd));
  let left = buffer.subarray(Math.min(lineEnd + 1, end), end);
  const read = (into: Uint8Array<ArrayBuffer>) => {
    if (left.length === 0) return stdin.read(into);
    const size = Math.min(into.length, left.length);
    into.set(left.subarray(0, size));
    left = left.subarray(size);
    return Promise.resolve(size);
  };
  return { line, rest: { ...stdin, read } };
}
