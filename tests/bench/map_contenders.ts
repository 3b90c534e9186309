/** A way to map NDJSON: reads stdin, writes stdout. */
export interface Contender {
  readonly name: string;
  readonly line: string;
}

const JOB = "e => ({ id: e.id, s: e.score * e.score, n: e.name.length })";
const FILTER = "{id, s: (.score * .score), n: (.name | length)}";
const path = (name: string) => new URL(name, import.meta.url).pathname;

/** The contenders; ours is first, those that are not installed are left out. */
export const contenders: readonly Contender[] = [
  {
    name: "sluice map, two workers, confined",
    line: `deno run --no-prompt ${path("../../main.ts")} map '${JOB}'`,
  },
  {
    name: "a hand-written Deno loop, one thread",
    line: `deno run --no-prompt ${path("map_loop.ts")}`,
  },
  { name: "jq -c", line: `jq -c '${FILTER}'` },
  {
    name: "parallel --pipe jq -c, two jobs",
    line: `parallel --will-cite --pipe -k -j2 --block 10M jq -c "'${FILTER}'"`,
  },
].filter(({ line }) => isInstalled(line.split(" ")[0] ?? ""));

function isInstalled(program: string): boolean {
  try {
    return new Deno.Command(program, {
      args: ["--version"],
      stdout: "null",
      stderr: "null",
    }).outputSync().success;
  } catch {
    return false;
  }
}
