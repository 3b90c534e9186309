import { assertEquals } from "@std/assert";
import { stoppedText } from "../../../lib/cli/report/stopped.ts";

Deno.test.each([
  [{ count: 1204, first: 1204 }, "1,204 items; go on with --skip 1204"],
  [{ count: 1, first: 1 }, "1 item; go on with --skip 1"],
  [{ count: 0, first: 0 }, "0 items; go on from the start"],
  [
    { count: 1204, first: 1100 },
    "1,204 items; go on with --skip 1100: 104 of them will come again",
  ],
  [
    { count: 5, first: 5, skipped: 100, limit: 20 },
    "5 items; go on with --skip 105 --limit 15",
  ],
  [{ count: 0, first: 0, skipped: 7 }, "0 items; go on with --skip 7"],
  [{ count: 9, first: 9, isWhole: true }, "all 9 items"],
  [{ count: 9, first: 9, canSkip: false }, "9 items"],
])("A run stopped at %o says so", (run, said) => {
  const text = stoppedText({ isWhole: false, canSkip: true, ...run });
  assertEquals(text, `stopped after ${said}`);
});
