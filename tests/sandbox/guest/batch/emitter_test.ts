import { assertEquals } from "@std/assert";
import {
  type BatchResult,
  type Emit,
  type InputFormat,
  type OutputFormat,
  Sandbox,
} from "../../../../lib/mod.ts";
import { textBatch } from "../../../support/batches.ts";

const decoder = new TextDecoder();

interface Case {
  readonly emit: Emit;
  readonly job: string;
  readonly text: string;
  readonly input?: InputFormat;
  readonly output?: OutputFormat;
}

/** What came out of a batch as a whole. */
interface Emitted {
  readonly text: string;
  readonly lines: number;
  readonly blank: number;
  /** Positions of the items that failed. */
  readonly failed: readonly number[];
}

async function emitted(
  { emit, job, text, input = "ndjson", output = "ndjson" }: Case,
): Promise<Emitted> {
  await using sandbox = new Sandbox(job, { unprivileged: true, workers: 1 });
  const count = text.split("\n").length - 1;
  const batch = textBatch(text, { count });
  const results: BatchResult[] = [];
  await sandbox.runBatch(batch, {
    ...{ emit, input, output },
    onResult: (result) => void results.push(result),
  });
  results.sort((one, other) => one.batch.first - other.batch.first);
  return {
    text: results.map(({ output }) => decoder.decode(output)).join(""),
    lines: results.reduce((sum, { emitted }) => sum + emitted, 0),
    blank: results.reduce((sum, { blank }) => sum + blank, 0),
    failed: results.flatMap(({ failures }) => (
      failures.map(({ position }) => position)
    )),
  };
}

async function textOf(about: Case): Promise<string> {
  return (await emitted(about)).text;
}

Deno.test("emit item gives the bytes that came in, and not what the job made of them", async () => {
  const text = '{"n":1.0,"big":12345678901234567890}\r\n {"n":0}\n{"n": 2}\n';
  const job = "e => { const { n } = e; e.n = 'changed'; return n }";
  assertEquals(
    await textOf({ emit: "item", job, text }),
    '{"n":1.0,"big":12345678901234567890}\n{"n": 2}\n',
  );
});

Deno.test("emit item waits for a job that is async", async () => {
  const job = "async n => { await null; return n > 1 }";
  const text = "1\n2\n3\n";
  assertEquals(await textOf({ emit: "item", job, text }), "2\n3\n");
});

Deno.test("emit item takes any truthy result, even one that is no JSON", async () => {
  const job = "n => [undefined, 0, '', null, NaN, () => 1, 1n, 'x', {}][n]";
  const text = "0\n1\n2\n3\n4\n5\n6\n7\n8\n";
  assertEquals(await textOf({ emit: "item", job, text }), "5\n6\n7\n8\n");
});

Deno.test("emit item gives strings as they are where lines go out", async () => {
  const job = "() => true";
  const text = '"a\\u0062"\n{"a": 1}\n';
  assertEquals(
    await textOf({ emit: "item", job, text, output: "lines" }),
    'ab\n{"a": 1}\n',
  );
});

Deno.test("emit item gives lines as JSON strings, or as they are", async () => {
  const about = { emit: "item", input: "lines", job: "s => s > 'a'" } as const;
  const text = 'a\n"b"\r\nc\n';
  assertEquals(await textOf({ ...about, text }), '"c"\n');
  assertEquals(await textOf({ ...about, text, output: "lines" }), "c\n");
});

Deno.test("emit elements makes a line of each element, and leaves out undefined", async () => {
  const job =
    "n => n === 2 ? 'no array' : Array.from({ length: n }, (_, i) => i === 1 ? undefined : [i])";
  const { text, lines } = await emitted({
    ...{ emit: "elements", job },
    text: "3\n0\n2\n1\n",
  });
  assertEquals(text, '[0]\n[2]\n"no array"\n[0]\n');
  assertEquals(lines, 4);
});

Deno.test("emit elements gives all of an item's elements or none", async () => {
  const job = "n => n === 1 ? [1, 2, NaN] : [n, n]";
  const { text, failed } = await emitted({
    emit: "elements",
    job,
    text: "0\n1\n2\n",
  });
  assertEquals({ text, failed }, { text: "0\n0\n2\n2\n", failed: [1] });
});

Deno.test("emit elements keeps one line an item where outcomes go out", async () => {
  const job = "n => n ? [n, undefined, [n]] : []";
  const text = "1\n0\n\n";
  assertEquals(
    await textOf({ emit: "elements", job, text, output: "outcomes" }),
    "[1,[1]]\n[]\n\n",
  );
});

Deno.test("a blank line has a line of its own where outcomes go out", async () => {
  const { text, blank } = await emitted({
    ...{ emit: "result", job: "n => n", output: "outcomes" },
    text: "1\n\n2\n",
  });
  assertEquals({ text, blank }, { text: "1\n\n2\n", blank: 1 });
});
