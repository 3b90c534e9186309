// Reads the source map that the type stripper puts at the end of what it writes.

import { SourceMap } from "node:module";
import { ENGINE_LINE_ENDS, TextLines } from "../text_lines.ts";

const MARK = "\n//# sourceMappingURL=";

/** Finds where the text before the source map ends. */
export function endOfScript(
  script: string,
  mode: "strip" | "transform",
): number {
  const end = mode === "transform" ? script.lastIndexOf(MARK) : -1;
  return end === -1 ? script.length : end;
}

/** Makes the function that finds where a position of `script` is in `source`. */
export function sourceMapOf(
  script: string,
  source: string,
): (position: number) => number | undefined {
  const base64 = script.slice(script.lastIndexOf(",") + 1);
  const bytes = Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
  const map = new SourceMap(JSON.parse(new TextDecoder().decode(bytes)));
  const written = new TextLines(script, /\n/g);
  const given = new TextLines(source, ENGINE_LINE_ENDS);
  return (position) => {
    const { line, column } = written.locate(position);
    const entry = map.findEntry(line - 1, column - 1);
    if (!("originalLine" in entry)) return undefined;
    const { originalLine, originalColumn } = entry;
    return given.position({
      line: originalLine + 1,
      column: originalColumn + 1,
    });
  };
}
