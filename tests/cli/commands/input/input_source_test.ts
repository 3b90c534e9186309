import { assertEquals, assertStringIncludes } from "@std/assert";
import { FileIndex } from "../../../../lib/cli/commands/input/input_source.ts";
import { runHere } from "../../../support/run_in.ts";

const files = {
  "a.csv": "id,n\n1,10\n2,x\n",
  "b.csv": "n,id\n30,3\n",
  "none.csv": "id,n\n",
  "a.ndjson": "1\n2",
  "b.ndjson": "bad\n3\n",
  "a.json": "[1,2]",
  "b.json": "[3,null]",
};

const ROW = "e => ({ id: e.id, n: BigInt(e.n).toString() })";

Deno.test("Files are read in order, and the headers of tables once", async () => {
  const { code, out } = await runHere(
    { files },
    ...["map", "e => ({ id: e.id, n: e.n })", "a.csv", "none.csv", "b.csv"],
    ...["-i", "csv", "-o", "csv"],
  );
  assertEquals({ code, out }, { code: 0, out: "id,n\n1,10\n2,x\n3,30\n" });
});

Deno.test("A failure names its file, and the line in it", async () => {
  const { code, err } = await runHere(
    { files },
    ...["map", ROW, "b.csv", "a.csv", "-i", "csv"],
  );
  assertEquals(code, 1);
  assertStringIncludes(err, "a.csv:3: threw: ");
});

Deno.test("A failure in a later file counts from that file's beginning", async () => {
  const { out, err } = await runHere(
    { files },
    ...["map", "n => n", "a.ndjson", "b.ndjson", "--on-error", "emit"],
  );
  assertStringIncludes(err, "b.ndjson:1: input: ");
  assertEquals(out.split("\n").map((line) => line.slice(0, 24)), [
    "1",
    "2",
    '{"error":{"kind":"input"',
    "3",
    "",
  ]);
  assertStringIncludes(out, '"line":1,"file":"b.ndjson"');
});

Deno.test("An element that fails has its number in its file", async () => {
  const { err } = await runHere(
    { files },
    ...["map", "n => n.toFixed()", "a.json", "b.json", "-i", "json"],
  );
  assertStringIncludes(err, "b.json: item 2: threw: ");
});

Deno.test("- among the files is stdin", async () => {
  const { code, out } = await runHere(
    { files, stdin: ["7\n"] },
    ...["map", "n => n", "a.ndjson", "-", "a.ndjson"],
  );
  assertEquals({ code, out }, { code: 0, out: "1\n2\n7\n1\n2\n" });
});

Deno.test("A file that cannot be read stops the run before its first item", async () => {
  const { code, out, err } = await runHere(
    { files },
    ...["map", "n => n", "a.ndjson", "no file", "-j", "1"],
  );
  assertEquals({ code, out }, { code: 5, out: "" });
  assertEquals(err.split("\n"), [
    "Cannot read no file: the permission for it was not granted",
    "Grant it:       deno run '--allow-read=a.ndjson,no file' main.ts " +
    "map 'n => n' a.ndjson 'no file' -j 1",
    "",
  ]);
});

Deno.test("One file is read without permission when the shell opens it", async () => {
  const { err } = await runHere({}, "map", "n => n", "in.csv", "-i", "csv");
  assertStringIncludes(
    err,
    "Or do without:  deno run main.ts map 'n => n' -i csv < in.csv\n",
  );
});

Deno.test("A terminal that is read says how to end it, unless it is to be quiet", async () => {
  const world = { isTyped: true, stdin: ["1\n"] };
  const { err } = await runHere(world, "map", "n => n");
  assertEquals(err, "reading the terminal; Ctrl-D ends it\n");
  const silent = { isTyped: true, stdin: ["1\n"] };
  assertEquals((await runHere(silent, "map", "n => n", "-q")).err, "");
});

Deno.test("An item after an empty file is found in the file it is in", () => {
  const index = new FileIndex();
  index.add("a", 0);
  index.add("empty", 2);
  index.add("b", 2);
  assertEquals(index.find(1), { name: "a", position: 1 });
  assertEquals(index.find(2), { name: "b", position: 0 });
  assertEquals(new FileIndex().find(0), undefined);
});
