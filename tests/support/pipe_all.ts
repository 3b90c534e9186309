import type { PipeOptions, Sandbox, Segment } from "../../lib/sandbox.ts";
import type { Batch } from "../../lib/stream/batch.ts";

const decoder = new TextDecoder();

/** What a pipe wrote: its bytes as text, and the failures with their place. */
export async function pipeAll(
  sandbox: Sandbox,
  source: AsyncIterable<Batch> | Iterable<Batch>,
  options: Partial<PipeOptions> = {},
): Promise<{ text: string; failures: [number, string][] }> {
  const segments: Segment[] = [];
  await sandbox.pipe(source, {
    input: "range",
    output: "ndjson",
    capacity: 1000,
    sink: (segment) => void segments.push(segment),
    ...options,
  });
  return {
    text: segments.map(({ output }) => decoder.decode(output)).join(""),
    failures: segments.flatMap(({ failures }) =>
      failures.map(({ position, kind }) => [position, kind] as [number, string])
    ),
  };
}
