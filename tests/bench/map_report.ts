// What the benchmarks print: figures, and what is wanted beside them.

const encoder = new TextEncoder();

/** Prints a line. */
export function print(line: string): void {
  const bytes = encoder.encode(`${line}\n`);
  for (let done = 0; done < bytes.length;) {
    done += Deno.stdout.writeSync(bytes.subarray(done));
  }
}

/** Prints a title and a table; the first row holds the names of the columns. */
export function printTable(title: string, rows: readonly string[][]): void {
  const [head = [], ...body] = rows;
  print(`\n## ${title}\n`);
  print(`| ${head.join(" | ")} |`);
  print(`| --- |${" --: |".repeat(head.length - 1)}`);
  for (const row of body) print(`| ${row.join(" | ")} |`);
}

/** The middle one of some values, or the higher one of two in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

/** A number to three digits, without an exponent. */
export function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
