// deno-lint-ignore-file no-console -- what it finds is for whoever runs it.
// Runs the shell blocks of the pages that are named, each page in a fresh folder, twice,
// since a reader may paste twice: `deno task test:docs`.

import { matches, type Step, stepsOf } from "./blocks.ts";

const ROOT = new URL("../..", import.meta.url).pathname;

/** Longest time that a page may take, in seconds. */
const PATIENCE = 120;

let passed = 0;
const failures: string[] = [];

for (const page of Deno.args) {
  const steps = stepsOf(await Deno.readTextFile(page));
  console.log(page);
  const folder = await Deno.makeTempDir({ prefix: "docs-" });
  try {
    await makeFiles(folder, steps);
    for (const round of ["first", "second"]) {
      await runPage(page, folder, steps, round);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

for (const failure of failures) console.log(failure);
console.log(`\n${passed} passed, ${failures.length} failed`);
Deno.exit(failures.length === 0 ? 0 : 1);

async function makeFiles(folder: string, steps: Step[]): Promise<void> {
  for (const { file, expected } of steps) {
    if (file === undefined) continue;
    const options = { createNew: true };
    await Deno.writeTextFile(`${folder}/${file}`, `${expected}\n`, options)
      .catch((error) => {
        // A page shows the same file again, or what a command wrote.
        if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
      });
  }
}

async function runPage(
  page: string,
  folder: string,
  steps: Step[],
  round: string,
): Promise<void> {
  const mark = crypto.randomUUID();
  const script = steps.map(({ command, expected }, index) => {
    const how = expected === undefined
      ? `( set -e\n${command}\n)`
      : `{ ${command}\n}`;
    return `${how} >"$__out" 2>"$__err"\n__status=$?\n` +
      `cat "$__out"; echo ${mark}; cat "$__err"; echo ${mark} ${index} $__status\n` +
      "(exit $__status)\n";
  }).join("");
  const { stdout } = await new Deno.Command("bash", {
    args: [
      "-c",
      `export PATH=${ROOT}bin:$PATH NO_COLOR=1\n` +
      '__out=$(mktemp) __err=$(mktemp); trap \'rm -f "$__out" "$__err"\' EXIT\n' +
      script,
    ],
    cwd: folder,
    stdin: "null",
    stderr: "null",
    signal: AbortSignal.timeout(PATIENCE * 1000),
  }).output();
  const parts = new TextDecoder().decode(stdout)
    .split(new RegExp(`${mark}(?: (\\d+) (\\d+))?\\n`));
  for (const [index, step] of steps.entries()) {
    // The text of a stream, then what its mark holds: nothing, or a number and a status.
    const [out = "", , , err = "", , status] = parts.slice(6 * index);
    const printed = { stdout: out, stderr: err };
    const isRight = step.expected === undefined
      ? status === "0"
      : matches(printed, step.expected);
    if (isRight && status !== undefined) {
      passed++;
      continue;
    }
    failures.push(
      `${page}:${step.line} (${round} paste)\n$ ${step.command}\n` +
        `--- printed (exit code ${status})\n${out}--- on stderr\n${err}--- expected\n${
          step.expected ?? "exit code 0"
        }\n`,
    );
  }
}
