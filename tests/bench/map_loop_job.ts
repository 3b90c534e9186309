interface Item {
  readonly id: number;
  readonly score: number;
  readonly name: string;
}

/** The job of the comparison, from a line to a line, as one would write it by hand. */
export function mapLine(line: string): string {
  const e: Item = JSON.parse(line);
  return JSON.stringify({ id: e.id, s: e.score * e.score, n: e.name.length });
}
