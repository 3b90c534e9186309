import { assertEquals, assertStrictEquals } from "@std/assert";
import { TraceMemo } from "../../../lib/sandbox/dispatch/trace_memo.ts";

Deno.test("Places that many failures share are looked up once, and are the same", () => {
  let asked = 0;
  const memo = new TraceMemo({
    trace: ([line = 0, column = 0]) => {
      asked++;
      return [{ line: line + 1, column, sourceLine: "a" } as never];
    },
  });
  const first = memo.trace([1, 2]);
  assertEquals(first, [{ line: 2, column: 2 }]);
  assertStrictEquals(memo.trace([1, 2]), first);
  assertEquals(asked, 1);
  // 12 and 1, 2 are different frames.
  assertEquals(memo.trace([12, 0]), [{ line: 13, column: 0 }]);
});

Deno.test("However many places there are, each is told, and few are kept", () => {
  const memo = new TraceMemo({
    trace: ([line = 0, column = 0]) => [{ line, column }],
  });
  for (let round = 0; round < 2; round++) {
    for (let line = 1; line < 3_000; line++) {
      assertEquals(memo.trace([line, 7]), [{ line, column: 7 }]);
    }
  }
});
