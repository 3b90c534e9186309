// Makes the tables of the pages here from the results that are kept, each between
// `<!-- results: NAME -->` and `<!-- end -->`; with `--check`, says whether they are.

import { type Figures, markdown } from "./report.ts";

const FOLDER = new URL(".", import.meta.url).pathname;
const PAGES = ["README.md", "CHANNEL.md"];
const MARK_REGEXP = /(<!-- results: (\S+) -->\n)[^]*?(<!-- end -->)/g;

let isFresh = true;

for (const page of PAGES) {
  const path = `${FOLDER}${page}`;
  const before = Deno.readTextFileSync(path);
  const after = before.replaceAll(
    MARK_REGEXP,
    (_, open: string, name: string, close: string) =>
      `${open}\n${tableOf(name)}\n\n${close}`,
  );
  // The formatter makes the columns wide.
  if (narrow(before) === narrow(after)) continue;
  isFresh = false;
  if (!Deno.args.includes("--check")) Deno.writeTextFileSync(path, after);
}

if (!isFresh && Deno.args.includes("--check")) {
  throw new Error("the tables are out of date: run `deno task bench:tables`");
}

function narrow(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/-+/g, "-");
}

function tableOf(name: string): string {
  const text = Deno.readTextFileSync(`${FOLDER}results/${name}.json`);
  const { title, machine, rows }: Figures = JSON.parse(text);
  return `${title}; ${machine}:\n\n${markdown(rows)}`;
}
