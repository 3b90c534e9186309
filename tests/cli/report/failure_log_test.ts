import { assertEquals } from "@std/assert";
import { FailureLog } from "../../../lib/cli/report/failure_log.ts";
import type { Failure } from "../../../lib/cli/report/failures.ts";

/** The lines that are said of failures. */
function said(failures: readonly Failure[], all = false): string[] {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const log = new FailureLog({ all, trace: false, say });
  for (const failure of failures) log.add(failure);
  log.end();
  return lines;
}

function failed(position: number, change: Partial<Failure> = {}): Failure {
  const message = "TypeError: x is not a function";
  const trace = [{ line: 3, column: 9 }];
  return { label: "line", position, kind: "threw", message, trace, ...change };
}

function many(count: number, change?: (n: number) => Partial<Failure>) {
  return Array.from(
    { length: count },
    (_, n) => failed(n + 1, change?.(n + 1)),
  );
}

Deno.test("Twenty failures have a line each, and no group", () => {
  const lines = said(many(20));
  assertEquals(lines.length, 20);
  assertEquals(
    lines.at(-1),
    "line 20: threw: TypeError: x is not a function (job 3:9)",
  );
});

Deno.test("Those after the twentieth are one line together", () => {
  assertEquals(said(many(20_000)).slice(20), [
    "… and 19,980 more: threw: TypeError: x is not a function (job 3:9), " +
    "lines 21 to 20,000",
  ]);
});

Deno.test("Messages that differ in a number or a quoted text are alike", () => {
  const lines = said(many(30, (n) => ({ message: `no "${n}" of ${n}` })));
  assertEquals(lines.slice(20), [
    '… and 10 more: threw: no "21" of 21 (job 3:9), lines 21 to 30',
  ]);
});

Deno.test("Failures that are not alike are groups, the largest first", () => {
  const lines = said(many(120, (n) => n % 10 === 0 ? { kind: "timeout" } : {}));
  assertEquals(lines.slice(20).map((line) => line.slice(0, 28)), [
    "… and 90 more: threw: TypeEr",
    "… and 10 more: timeout: Type",
  ]);
});

Deno.test("However different failures are, what is said of them is short", () => {
  const letters = (n: number) => String.fromCodePoint(0x4e00 + n);
  const lines = said(many(1000, (n) => ({ message: letters(n) })));
  assertEquals(lines.length, 41);
  assertEquals(lines[20], "… and 960 more: others, lines 41 to 1,000");
});

Deno.test("A group over several files names the first and the last", () => {
  const lines = said(many(40, (n) => ({ file: n < 30 ? "a.csv" : "b.csv" })));
  assertEquals(
    lines[20]?.replace(/^.*\), /, ""),
    "a.csv:21 to b.csv:40",
  );
});

Deno.test("A group names its first and last item in whatever order they came", () => {
  const [last] = said(many(30).toReversed()).slice(20);
  assertEquals(last?.replace(/^.*\), /, ""), "lines 1 to 10");
});

Deno.test("All failures have a line each when that is wanted", () => {
  assertEquals(said(many(100), true).length, 100);
});
