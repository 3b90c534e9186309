import { assertEquals, assertThrows } from "@std/assert";
import { readStats } from "../../../../lib/cli/report/page/read_stats.ts";

const STATS = '{"elapsedMs":5,"failed":{},"done":3}';

Deno.test("The numbers are found among other lines, the last of them first", () => {
  const earlier = STATS.replace("3", "1");
  const text =
    `line 1: threw: x\n${earlier}\n${STATS}\n{"error":{}}\n{broken\n\n`;
  assertEquals(readStats(text).done, 3);
});

Deno.test.each(["", "\n", "[]", '{"done":3}', "null", `x${STATS}`])(
  "%j has no numbers of a run",
  (text) => {
    assertThrows(() => readStats(text), SyntaxError, "--stats=json");
  },
);
