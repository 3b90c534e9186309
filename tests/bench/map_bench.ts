/**
 * `sluice map` beside what else maps NDJSON on one machine, round by round, on the same
 * file; every output is compared with the first, byte for byte.
 *
 * Prints ratios of medians: how many times as long a contender took.
 *
 * @module
 */

import { contenders } from "./map_contenders.ts";

const FOLDER = new URL(".data/", import.meta.url).pathname;
const [RECORDS, ROUNDS] = [
  Number(Deno.args[0] ?? 1e6),
  Number(Deno.args[1] ?? 5),
];

/** Records of about 108 bytes; the same for the same number. */
async function writeRecords(path: string): Promise<void> {
  using file = await Deno.open(path, {
    write: true,
    create: true,
    truncate: true,
  });
  const writer = file.writable.getWriter();
  const tags = ["alpha", "beta", "gamma", "delta"];
  for (let id = 0; id < RECORDS;) {
    let text = "";
    for (const end = Math.min(RECORDS, id + 5000); id < end; id++) {
      const score = (id * 7919 % 1000) / 2;
      const chosen = tags.map((_, n) => tags[(id + n * id) % 4]);
      const name = `user ${id}`;
      text +=
        JSON.stringify({ id, name, score, tags: chosen, ok: id % 2 === 0 }) +
        "\n";
    }
    await writer.write(new TextEncoder().encode(text));
  }
  await writer.close();
}

/** Runs a shell line from the input to a file; resolves to milliseconds. */
async function time(
  line: string,
  input: string,
  output: string,
): Promise<number> {
  const start = performance.now();
  const { success } = await new Deno.Command("bash", {
    args: ["-c", `${line} < ${input} > ${output}`],
    stdin: "null",
    stdout: "null",
    stderr: "inherit",
  }).output();
  if (!success) throw new Error(`failed: ${line}`);
  return performance.now() - start;
}

async function isSame(a: string, b: string): Promise<boolean> {
  const { success } = await new Deno.Command("cmp", { args: ["-s", a, b] })
    .output();
  return success;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

await Deno.mkdir(FOLDER, { recursive: true });
const input = `${FOLDER}in.ndjson`;
await writeRecords(input);
const times = new Map<string, number[]>();
for (let round = 0; round < ROUNDS; round++) {
  for (const [index, { name, line }] of contenders.entries()) {
    const output = `${FOLDER}out.${index}`;
    const ms = await time(line, input, output);
    if (!await isSame(output, `${FOLDER}out.0`)) {
      throw new Error(`${name} gave another output`);
    }
    times.set(name, [...times.get(name) ?? [], ms]);
  }
}
const ours = median(times.get(contenders[0]?.name ?? "") ?? []);
// deno-lint-ignore no-console
const print = (text: string) => console.log(text);
print(
  `${RECORDS} records, ${ROUNDS} rounds, medians, times as long as sluice map\n`,
);
for (const [name, all] of times) {
  print(`${name.padEnd(44)}${(median(all) / ours).toFixed(2)}`);
}
