// The records that are mapped, the job that maps them, and where they lie.

/** Where everything that a benchmark makes is kept; git does not see it. */
export const FOLDER: string = pathOf(".data/");

/** What is done with each record. */
export const JOB =
  "e => ({ id: e.id, s: e.score * e.score, n: e.name.length })";

/** The hand-written loop that others are compared with. */
export const LOOP = `deno run --no-prompt ${pathOf("map_loop.ts")}`;

const TAGS = ["alpha", "beta", "gamma", "delta", "epsilon"];
const RECORDS_PER_WRITE = 5000;

/** The path of a file beside this one. */
export function pathOf(name: string): string {
  return new URL(name, import.meta.url).pathname;
}

/** Records of about 108 bytes, one per line; the same for the same numbers. */
export function recordLines(from: number, to: number): string {
  let text = "";
  for (let id = from; id < to; id++) {
    const record = {
      id,
      name: `user ${id}`,
      score: id * 7919 % 1000 / 2,
      tags: TAGS.map((_, n) => TAGS[(id + n) % TAGS.length]),
      ok: id % 2 === 0,
    };
    text += JSON.stringify(record) + "\n";
  }
  return text;
}

/** What the job makes of those records. */
export function resultLines(from: number, to: number): string {
  let text = "";
  for (const line of recordLines(from, to).trimEnd().split("\n")) {
    const { id, name, score } = JSON.parse(line);
    text += JSON.stringify({ id, s: score * score, n: name.length }) + "\n";
  }
  return text;
}

/** Writes so many records to a file, and resolves to its path. */
export async function writeRecords(records: number): Promise<string> {
  await Deno.mkdir(FOLDER, { recursive: true });
  const path = `${FOLDER}in.ndjson`;
  using file = await Deno.open(path, {
    write: true,
    create: true,
    truncate: true,
  });
  const writer = file.writable.getWriter();
  for (let id = 0; id < records; id += RECORDS_PER_WRITE) {
    const end = Math.min(records, id + RECORDS_PER_WRITE);
    await writer.write(new TextEncoder().encode(recordLines(id, end)));
  }
  await writer.close();
  return path;
}
