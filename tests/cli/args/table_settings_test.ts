import { assertEquals } from "@std/assert";
import { runIn } from "../../support/run_in.ts";

const MISUSES: readonly (readonly [args: string, says: string])[] = [
  ["--delimiter ;", "without a table: add --input csv or --output csv"],
  ["--trim -o csv", "without a table: add --input csv"],
  ["--output-delimiter ; -i csv", "without a table: add --output csv"],
  ["-i csv --columns a", "add --no-header or --output csv"],
  ["-o csv --columns a,a", "a is there twice"],
  ["-o csv --columns a,,b", "a name is missing"],
  ["-i csv --delimiter ab", "one character, or one of tab"],
  ['-i csv --delimiter "', "one character, or one of tab"],
  ["-i csv --skip-lines -1", "a whole number from 0"],
  ["-i csv --quotes yes", "one of on, off"],
];

Deno.test.each(MISUSES)(
  "map %s is refused, with what to do",
  async (args, says) => {
    const { code, err } = await runIn({}, "map", "e => e", ...args.split(" "));
    assertEquals(code, 2);
    assertEquals(err.includes(says), true, err);
  },
);

Deno.test.each([
  ["--delimiter ;", "without a table: add --input csv\n"],
  ["-i csv --columns a", "no table is written; add --no-header\n"],
  ["-0", "add --input lines\n"],
])("send %s is refused, with what send has", async (args, says) => {
  const queue = "nats://127.0.0.1/q";
  const { code, err } = await runIn({}, "send", queue, ...args.split(" "));
  assertEquals(code, 2);
  assertEquals(err.includes(says), true, err);
});
