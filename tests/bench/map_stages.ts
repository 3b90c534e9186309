// Every stage of mapping NDJSON by itself, on one thread and in the order of the
// program: all stages of a batch, then the next batch.

import { FOLDER } from "./map_data.ts";
import { Echo } from "./map_echo.ts";

const BATCH_BYTES = 256 * 1024;
const NEWLINE = 10;

interface Item {
  readonly id: number;
  readonly score: number;
  readonly name: string;
}

/** Milliseconds by stage, in the order in which the stages come. */
export class Stages {
  /** What each stage has taken until now. */
  readonly times: Map<string, number> = new Map();

  /** Runs a part of a stage and adds what it takes. */
  run<T>(stage: string, part: () => T): T {
    const begin = performance.now();
    const value = part();
    this.#add(stage, performance.now() - begin);
    return value;
  }

  /** The same for a part that has to wait. */
  async wait<T>(stage: string, part: () => Promise<T>): Promise<T> {
    const begin = performance.now();
    const value = await part();
    this.#add(stage, performance.now() - begin);
    return value;
  }

  /** What all stages have taken together. */
  get total(): number {
    return this.times.values().reduce((sum, ms) => sum + ms, 0);
  }

  #add(stage: string, ms: number): void {
    this.times.set(stage, (this.times.get(stage) ?? 0) + ms);
  }
}

/** Maps a file, stage by stage; the result goes to a file, too. */
export async function runStages(input: string): Promise<Stages> {
  const stages = new Stages();
  using echo = new Echo();
  // Starting the worker is no part of a stage.
  await echo.pass(new Uint8Array(1));
  using target = Deno.openSync(`${FOLDER}out.0`, {
    write: true,
    create: true,
    truncate: true,
  });
  for (const batch of batchesOf(input, stages)) {
    const bytes = await stages.wait("transfer", () => echo.pass(batch));
    const result = mapBatch(bytes, stages);
    stages.run("write", () => {
      for (let done = 0; done < result.length;) {
        done += target.writeSync(result.subarray(done));
      }
    });
  }
  return stages;
}

/** The file in batches of whole lines. */
function* batchesOf(
  input: string,
  stages: Stages,
): Generator<Uint8Array<ArrayBuffer>> {
  using source = Deno.openSync(input);
  let rest = new Uint8Array();
  for (;;) {
    const buffer = new Uint8Array(BATCH_BYTES);
    buffer.set(rest);
    const size = stages.run(
      "read",
      () => source.readSync(buffer.subarray(rest.length)),
    );
    if (size === null) return;
    const filled = buffer.subarray(0, rest.length + size);
    yield stages.run("frame", () => {
      const end = filled.lastIndexOf(NEWLINE) + 1;
      rest = filled.slice(end);
      return filled.subarray(0, end);
    });
  }
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

function mapBatch(bytes: Uint8Array, stages: Stages): Uint8Array {
  const lines = stages.run(
    "decode",
    () => decoder.decode(bytes).trimEnd().split("\n"),
  );
  const items = stages.run(
    "parse",
    () => lines.map((line): Item => JSON.parse(line)),
  );
  const results = stages.run("job", () => items.map(mapItem));
  const text = stages.run("stringify", () => {
    let out = "";
    for (const result of results) out += JSON.stringify(result) + "\n";
    return out;
  });
  return stages.run("encode", () => encoder.encode(text));
}

function mapItem(e: Item): { id: number; s: number; n: number } {
  return { id: e.id, s: e.score * e.score, n: e.name.length };
}
