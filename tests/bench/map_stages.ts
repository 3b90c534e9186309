// Every stage of mapping NDJSON by itself, on one thread and in the order of the
// program: all stages of a batch, then the next batch.

import { BUFFER_SIZE } from "../../lib/framing/buffer_pool.ts";
import { countLineFeeds } from "../../lib/framing/line_feeds.ts";
import { FOLDER } from "./map_data.ts";
import { Echo } from "./map_echo.ts";

/** As much as a worker parses at once. */
const PART_BYTES = 48 * 1024;
const NEWLINE = 10;

// Modules of a guest ask for this when they are loaded.
Object.assign(globalThis, { setup: {} });
const { parseTogether } = await import(
  "../../lib/sandbox/guest/batch/parse_together.ts"
);

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
    const buffer = new Uint8Array(BUFFER_SIZE);
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
      countLineFeeds(filled.subarray(0, end));
      return filled.subarray(0, end);
    });
  }
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

function mapBatch(bytes: Uint8Array, stages: Stages): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const part of partsOf(bytes)) {
    const text = stages.run("decode", () => decoder.decode(part));
    const items = stages.run("parse", () => parseTogether(text) as Item[]);
    const results = stages.run("job", () => items.map(mapItem));
    const lines = stages.run("stringify", () => {
      let out = "";
      for (const result of results) out += JSON.stringify(result) + "\n";
      return out;
    });
    parts.push(stages.run("encode", () => encoder.encode(lines)));
  }
  return stages.run("encode", () => joined(parts));
}

/** The lines in parts, each without its last line feed. */
function* partsOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(NEWLINE, start + PART_BYTES);
    const end = found === -1 ? bytes.length - 1 : found;
    yield bytes.subarray(start, end);
    start = end + 1;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function mapItem(e: Item): { id: number; s: number; n: number } {
  return { id: e.id, s: e.score * e.score, n: e.name.length };
}
