import type { BatchResult, PipeOptions, Sandbox } from "../../lib/sandbox.ts";
import type { Batch } from "../../lib/framing/batch.ts";

const decoder = new TextDecoder();

/** What a pipe wrote: its bytes as text, and the failures with their place. */
export async function pipeAll(
  sandbox: Sandbox,
  source: AsyncIterable<Batch> | Iterable<Batch>,
  options: Partial<PipeOptions> = {},
): Promise<{ text: string; failures: [number, string][] }> {
  const results: BatchResult[] = [];
  await sandbox.pipe(source, {
    input: "range",
    output: "ndjson",
    capacity: 1000,
    sink: (result) => void results.push(result),
    ...options,
  });
  return {
    text: results.map(({ output }) => decoder.decode(output)).join(""),
    failures: results.flatMap(({ failures }) =>
      failures.map(({ position, kind }) => [position, kind] as [number, string])
    ),
  };
}
