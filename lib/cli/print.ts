import type { Terminal } from "./terminal.ts";

const encoder = new TextEncoder();

/** Writes text to stdout; resolves when it was taken. */
export function print(
  text: string,
  { stdout }: Pick<Terminal, "stdout">,
): Promise<void> {
  return stdout.write(encoder.encode(text));
}
