import { assertEquals, assertThrows } from "@std/assert";
import {
  formatCount,
  formatDuration,
  formatRate,
  formatSize,
  MAX_DURATION_MS,
  parseDuration,
  parseSize,
} from "../../lib/cli/units.ts";

Deno.test.each([
  ["500ms", 500],
  ["5s", 5000],
  ["1.5s", 1500],
  ["2m", 120_000],
  ["1h", 3_600_000],
  ["0.25h", 900_000],
  ["596h", 596 * 3_600_000],
])("parseDuration(%s) is %i ms", (text, ms) => {
  assertEquals(parseDuration(text), ms);
});

Deno.test.each([
  ["30", "needs a unit, write 30s"],
  ["1.5", "needs a unit, write 1.5s"],
  ["0s", "at least 1ms"],
  ["0.4ms", "at least 1ms"],
  ["-5s", "not negative"],
  ["597h", "at most 596h"],
  ["5 s", "written 500ms, 5s, 2m or 1h"],
  ["5d", "written 500ms"],
  ["5S", "written 500ms"],
  ["1m30s", "written 500ms"],
  ["s", "written 500ms"],
  ["1e3s", "written 500ms"],
  ["Infinitys", "written 500ms"],
  [".5s", "written 500ms"],
  ["5constructor", "written 500ms"],
])("parseDuration(%s) says %s", (text, reason) => {
  assertThrows(() => parseDuration(text), RangeError, reason);
});

Deno.test("parseDuration() gives nothing that a timer fires at once", () => {
  assertEquals(parseDuration(`${MAX_DURATION_MS}ms`), MAX_DURATION_MS);
  assertThrows(() => parseDuration(`${MAX_DURATION_MS + 1}ms`), RangeError);
});

Deno.test.each([
  ["64KB", 65_536],
  ["128MB", 134_217_728],
  ["1GB", 1_073_741_824],
  ["1.5gb", 1_610_612_736],
])("parseSize(%s) is %i bytes", (text, bytes) => {
  assertEquals(parseSize(text), bytes);
});

Deno.test.each([
  ["512", "needs a unit, write 512MB"],
  ["0MB", "more than 0"],
  ["-1MB", "not negative"],
  ["1TB", "written 64KB, 128MB or 1GB"],
  ["1MiB", "written 64KB"],
  ["", "written 64KB"],
])("parseSize(%s) says %s", (text, reason) => {
  assertThrows(() => parseSize(text), RangeError, reason);
});

Deno.test.each([
  [0, "0ms"],
  [850, "850ms"],
  [999.4, "999ms"],
  [999.6, "1s"],
  [1500, "1.5s"],
  [30_000, "30s"],
  [59_949, "59.9s"],
  [59_960, "1m"],
  [65_000, "1m 5s"],
  [3_599_400, "59m 59s"],
  [3_599_600, "1h"],
  [7_380_000, "2h 3m"],
])("formatDuration(%d) is %s", (ms, text) => {
  assertEquals(formatDuration(ms), text);
});

Deno.test.each([
  [0, "0B"],
  [850, "850B"],
  [1024, "1KB"],
  [1536, "1.5KB"],
  [1_048_575, "1MB"],
  [536_870_912, "512MB"],
  [1_610_612_736, "1.5GB"],
  [5_497_558_138_880, "5120GB"],
])("formatSize(%d) is %s", (bytes, text) => {
  assertEquals(formatSize(bytes), text);
});

Deno.test.each([
  [0, "0"],
  [999, "999"],
  [1_234_567, "1,234,567"],
  [1234.6, "1,235"],
])("formatCount(%d) is %s", (count, text) => {
  assertEquals(formatCount(count), text);
});

Deno.test.each([
  [0, "0/s"],
  [3.44, "3.4/s"],
  [9.96, "10/s"],
  [812.2, "812/s"],
  [999.6, "1k/s"],
  [8100, "8.1k/s"],
  [999_960, "1M/s"],
  [1_234_567, "1.2M/s"],
])("formatRate(%d) is %s", (rate, text) => {
  assertEquals(formatRate(rate), text);
});
