import { type Batch, bytesOf } from "../../lib/framing/batch.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });

/** The lines of batches, without their line feeds; what was refused as `<refused>`. */
export function linesOf(batches: readonly Batch[]): string[] {
  return batches.flatMap((batch) => {
    if (batch.kind === "invalid") return ["<refused>"];
    const text = decoder.decode(bytesOf(batch) ?? new Uint8Array());
    const lines = text.split("\n");
    if (lines.at(-1) === "") lines.pop();
    return lines;
  });
}

/** Everything an iterable gives. */
export async function collect<T>(
  source: Iterable<T> | AsyncIterable<T>,
): Promise<T[]> {
  const values: T[] = [];
  for await (const value of source) values.push(value);
  return values;
}
