import { assertEquals } from "@std/assert";
import { StreamError } from "../../../../lib/cli/stream_error.ts";
import { runIn } from "../../../support/run_in.ts";

const fullDisk = new StreamError("write the output", new Error("no space"));

/** Gives some text, and breaks off. */
async function* breaksAfter(text: string): AsyncGenerator<string, void> {
  if (text !== "") yield text;
  await Promise.resolve();
  throw new StreamError("read the input", new Error("it \u001b[1mbroke"));
}

const eachFormat = Deno.test.each([
  ["ndjson", '{"a":1}\n{"a":2}\n{"a":', '{"a":1}\n{"a":2}\n'],
  ["lines", "one\ntwo\nthr", '"one"\n"two"\n'],
  ["csv", "a,b\n1,2\n3,4\n5", '{"a":"1","b":"2"}\n{"a":"3","b":"4"}\n'],
  ["json", '[{"a":1},{"a":2},{"a"', '{"a":1}\n{"a":2}\n'],
]);

eachFormat(
  "Input as %s that breaks off is done up to there, said why, with exit code 5",
  async (format, text, expected) => {
    const stdin = breaksAfter(text);
    const { code, out, err } = await runIn(
      { stdin },
      ...["map", "x => x", "--input", format, "--output", "ndjson"],
    );
    assertEquals({ code, out }, { code: 5, out: expected });
    assertEquals(err, "Cannot read the input: it \\u001b[1mbroke\n");
  },
);

Deno.test("Output as an array is whole when the input breaks off", async () => {
  const stdin = breaksAfter("1\n2\n3");
  const { code, out } = await runIn(
    { stdin },
    "map",
    "x => x",
    "--output",
    "json",
  );
  assertEquals({ code, out }, { code: 5, out: "[1,2]\n" });
});

Deno.test("Items that fail before the input breaks off are reported, too", async () => {
  const stdin = breaksAfter("1\nbad\n");
  const { code, out, err } = await runIn({ stdin }, "map", "x => x");
  assertEquals({ code, out }, { code: 5, out: "1\n" });
  assertEquals(err.split("\n").slice(1), [
    "1 of 2 items failed (1 input)",
    "Cannot read the input: it \\u001b[1mbroke",
    "",
  ]);
});

Deno.test("A dry run over input that cannot be read says so", async () => {
  const stdin = breaksAfter("");
  const { code, out, err } = await runIn(
    { stdin },
    "map",
    "x => x",
    "--dry-run",
  );
  assertEquals({ code, out }, { code: 5, out: "" });
  assertEquals(err, "Cannot read the input: it \\u001b[1mbroke\n");
});

Deno.test.each([
  [["map", "n => n", "--range", "0..100000"]],
  [["map", "n => n", "--range", "0..10", "--output", "json"]],
  [["squares"]],
  [["--help"]],
  [["--version"]],
])("%j on a full disk says so, with exit code 5", async (args) => {
  const world = { writes: 0, writeError: fullDisk };
  const { code, err } = await runIn(world, ...args);
  assertEquals(code, 5);
  assertEquals(err, "Cannot write the output: no space\n");
});
