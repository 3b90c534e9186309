import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { reportPage } from "../../../../lib/cli/report/page/page.ts";
import { runHere, runIn } from "../../../support/run_in.ts";

/** The page of a real run. */
async function pageOf(...args: string[]) {
  const { err } = await runHere({}, ...args, "--stats=json");
  const { code, out } = await runIn({ stdin: [err] }, "report");
  assertEquals(code, 0);
  return out;
}

Deno.test("The page of a run shows its times, rates, failures and slow items", async () => {
  const page = await pageOf(
    ...["map", "n => { if (n === 5) throw new Error('five'); return n }"],
    ...["--range", "0..500"],
  );
  assertStringIncludes(page, "<h1>A run of 500 items</h1>");
  assertStringIncludes(page, "<h2>Time per item</h2>");
  assertStringIncludes(page, "<td>threw</td>");
  assertStringIncludes(page, "<h2>Slowest items</h2>");
  assert(page.includes('<rect class="bar"'));
});

Deno.test("The page is one file, without a script, light and dark", async () => {
  const page = await pageOf("map", "n => n", "--range", "0..100");
  assert(!/<script|<link|<img|url\(|src=|href=/i.test(page));
  assertStringIncludes(page, "prefers-color-scheme: dark");
});

Deno.test("Every tag of the page that is opened is closed", async () => {
  const page = await pageOf("map", "n => n", "--range", "0..100");
  const open: string[] = [];
  for (
    const [, slash, name = "", rest = ""] of page.matchAll(
      /<(\/?)([a-z]\w*)([^>]*)>/g,
    )
  ) {
    if (rest.endsWith("/") || name === "meta") continue;
    if (slash === "") open.push(name);
    else assertEquals(open.pop(), name);
  }
  assertEquals(open, []);
});

Deno.test("What is in the numbers cannot become a part of the page", () => {
  const evil = "<script>alert(1)</script>";
  const page = reportPage({
    read: evil as unknown as number,
    elapsedMs: evil as unknown as number,
    failed: { [evil]: 3 },
    slowest: [{ label: "line", position: 1, file: evil, ms: 4 }],
  });
  assert(!page.includes("<script>"));
  assertStringIncludes(page, "&lt;script&gt;");
});

Deno.test("A report of what is no run says so, with exit code 5", async () => {
  const { code, out, err } = await runIn({ stdin: ["line 1: no\n"] }, "report");
  assertEquals({ code, out }, { code: 5, out: "" });
  assertEquals(
    err,
    "Cannot make a report: there is no line that --stats=json printed\n",
  );
});
