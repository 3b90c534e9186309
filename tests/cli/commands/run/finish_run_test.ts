import { assertEquals } from "@std/assert";
import { runHere } from "../../../support/run_in.ts";

const FAILING = [
  ...["map", "n => { if (n % 2) throw new Error('odd'); return n }"],
  ...["--range", "0..100", "-j", "1"],
];

Deno.test("A run with many failures groups them, and sums up", async () => {
  const { code, err } = await runHere({}, ...FAILING);
  const lines = err.trimEnd().split("\n");
  assertEquals({ code, lines: lines.length }, { code: 1, lines: 22 });
  assertEquals(
    lines.slice(20).map((line) => line.replace(/ \(job .*?\)/, "")),
    [
      "… and 30 more: threw: Error: odd, items 42 to 100",
      "50 of 100 items failed (50 threw)",
    ],
  );
});

Deno.test.each([
  ["--quiet", "50 of 100 items failed (50 threw)\n"],
  ["-qq", ""],
])("With %s a run with failures says %j", async (flag, said) => {
  assertEquals((await runHere({}, ...FAILING, flag)).err, said);
});

Deno.test("--on-error stop says how much was read and not done", async () => {
  const { code, err } = await runHere(
    {},
    ...["map", "n => { if (n === 3) throw new Error('three'); return n }"],
    ...["--range", "0..10", "-j", "1", "--capacity", "1000", "--quiet"],
    ...["--on-error", "stop"],
  );
  assertEquals(code, 1);
  assertEquals(
    err,
    "1 of 4 items failed (1 threw)\n" +
      "stopped at the first failure: 6 items more were read and not done\n",
  );
});
