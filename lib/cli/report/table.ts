/** Names and what is said of them, the latter in one column. */
export function table(
  rows: readonly (readonly [name: string, said: string])[],
): string {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows
    .map(([name, said]) => name.padEnd(width) + said)
    .join("\n");
}
