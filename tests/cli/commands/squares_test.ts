import { assertEquals, assertStringIncludes } from "@std/assert";
import { runHere, runIn } from "../../support/run_in.ts";

const SQUARES = JSON.stringify(
  Array.from({ length: 100 }, (_, n) => [n, n ** 2]),
) + "\n";

Deno.test("no arguments: the textbook case, as one JSON array in input order", async () => {
  const { code, out, err } = await runIn({});
  assertEquals({ code, out, err }, { code: 0, out: SQUARES, err: "" });
});

Deno.test("squares on a terminal says how to go on", async () => {
  const { err } = await runHere(
    { isTerminal: true },
    "squares",
    "--count",
    "2",
  );
  assertStringIncludes(err, "--help");
  assertStringIncludes(err, "map 'n => [n, n ** 2]' --range 0..100");
});

Deno.test("squares --count 0 is an empty array", async () => {
  assertEquals((await runHere({}, "squares", "--count", "0")).out, "[]\n");
});

Deno.test("squares gives the same bytes with any number of consumers and any capacity", async () => {
  const runs = [
    await runHere({}, "squares", "-j", "1", "--capacity", "1"),
    await runIn({}, "squares", "-j", "2", "--capacity", "3"),
    await runHere({}, "squares", "-j", "4", "--capacity", "64"),
  ];
  for (const { out } of runs) assertEquals(out, SQUARES);
});
