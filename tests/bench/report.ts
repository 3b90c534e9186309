// What the benchmarks print, and what is kept of it: a release has one JSON file a table
// under `results/`, and the tables of the README are made from them.

const encoder = new TextEncoder();

/** The figures of one table. */
export interface Figures {
  readonly title: string;
  /** The machine, and what ran on it. */
  readonly machine: string;
  /** The names of the columns, then the rows. */
  readonly rows: readonly (readonly string[])[];
}

/** Prints a line. */
export function print(line: string): void {
  const bytes = encoder.encode(`${line}\n`);
  for (let done = 0; done < bytes.length;) {
    done += Deno.stdout.writeSync(bytes.subarray(done));
  }
}

/** Prints a table, and keeps it as the newest of this version under `name`. */
export async function report(
  name: string,
  title: string,
  rows: readonly (readonly string[])[],
): Promise<void> {
  const figures: Figures = { title, machine: await machine(), rows };
  print(`\n## ${title}\n`);
  print(markdown(rows));
  const folder = await resultsFolder();
  await Deno.mkdir(folder, { recursive: true });
  const text = `${JSON.stringify(figures, null, 2)}\n`;
  await Deno.writeTextFile(`${folder}/${name}.json`, text);
}

/** A table in Markdown: the first column is text, the others are numbers. */
export function markdown(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  return [
    `| ${head.join(" | ")} |`,
    `| --- |${" --: |".repeat(head.length - 1)}`,
    ...body.map((row) => `| ${row.join(" | ")} |`),
  ].join("\n");
}

/** Where the figures of this version are kept. */
async function resultsFolder(): Promise<string> {
  const settings = new URL("../../deno.json", import.meta.url);
  const { version } = JSON.parse(await Deno.readTextFile(settings));
  return new URL(`results/${version}`, import.meta.url).pathname;
}

async function machine(): Promise<string> {
  const cpu = await Deno.readTextFile("/proc/cpuinfo").then(
    (text) => text.match(/model name\s*: (.*)/)?.[1] ?? "unknown",
    () => "unknown",
  );
  const cores = navigator.hardwareConcurrency;
  return `${cores} cores, ${cpu}, Deno ${Deno.version.deno}`;
}

/** The middle one of some values, or the higher one of two in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

/** A number to three digits, without an exponent. */
export function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
