// Writes the index of the hostile jobs: a test that may not read cannot list a folder.
// With `--check` it says whether the index is up to date: `deno task hostile`.

const FOLDER = "tests/hostile";
const INDEX = `${FOLDER}/index.ts`;
const HEAD =
  `// Made from ${FOLDER}/*/*.js by \`deno task hostile\`: the text of each.
// deno-fmt-ignore-file
`;

/** The hostile jobs, by category and name, in order. */
function listJobs(): string[] {
  const categories = [...Deno.readDirSync(FOLDER)]
    .filter(({ isDirectory }) => isDirectory);
  return categories.flatMap(({ name }) =>
    [...Deno.readDirSync(`${FOLDER}/${name}`)]
      .map((file) => `${name}/${file.name.replace(/\.js$/, "")}`)
  ).sort();
}

function exportOf(job: string): string {
  const name = job.replace("/", "$");
  return `export { default as ${name} } from "./${job}.js" with { type: "text" };\n`;
}

const text = HEAD + listJobs().map(exportOf).join("");

if (!Deno.args.includes("--check")) {
  Deno.writeTextFileSync(INDEX, text);
} else if (Deno.readTextFileSync(INDEX) !== text) {
  throw new Error(`${INDEX} is out of date: run \`deno task hostile\``);
}
