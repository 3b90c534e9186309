import { assertEquals } from "@std/assert";
import type {
  BatchResult,
  Emit,
  InputFormat,
  OutputFormat,
  Sandbox,
} from "../../../../lib/mod.ts";
import { textBatch } from "../../../support/batches.ts";
import { jobOfEach } from "../../../support/run_each.ts";
import { shareSandbox } from "../../../support/shared_sandbox.ts";

const decoder = new TextDecoder();

/** The jobs of all tests; each has a hundred positions. */
const JOBS = {
  changing: "e => { const { n } = e; e.n = 'changed'; return n }",
  waiting: "async n => { await null; return n > 1 }",
  truthy: "n => [undefined, 0, '', null, NaN, () => 1, 1n, 'x', {}][n]",
  keeping: "() => true",
  after: "s => s > 'a'",
  lists:
    "n => n === 2 ? 'no array' : Array.from({ length: n }, (_, i) => i === 1 ? undefined : [i])",
  pairs: "n => n === 1 ? [1, 2, NaN] : [n, n]",
  gaps: "n => n ? [n, undefined, [n]] : []",
  same: "n => n",
};

const shared = shareSandbox(
  () => jobOfEach(Object.values(JOBS).map((job) => ({ job, count: 100 }))),
  { workers: 1 },
);

interface Case {
  readonly emit: Emit;
  readonly job: keyof typeof JOBS;
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
  sandbox: Sandbox,
  { emit, job, text, input = "ndjson", output = "ndjson" }: Case,
): Promise<Emitted> {
  const first = 100 * Object.keys(JOBS).indexOf(job);
  const count = text.split("\n").length - 1;
  const batch = textBatch(text, { first, count });
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
      failures.map(({ position }) => position - first)
    )),
  };
}

async function textOf(sandbox: Sandbox, about: Case): Promise<string> {
  return (await emitted(sandbox, about)).text;
}

shared(
  "emit item gives the bytes that came in, and not what the job made of them",
  async (sandbox) => {
    const text = '{"n":1.0,"big":12345678901234567890}\r\n {"n":0}\n{"n": 2}\n';
    assertEquals(
      await textOf(sandbox, { emit: "item", job: "changing", text }),
      '{"n":1.0,"big":12345678901234567890}\n{"n": 2}\n',
    );
  },
);

shared("emit item waits for a job that is async", async (sandbox) => {
  const text = "1\n2\n3\n";
  assertEquals(
    await textOf(sandbox, { emit: "item", job: "waiting", text }),
    "2\n3\n",
  );
});

shared(
  "emit item takes any truthy result, even one that is no JSON",
  async (sandbox) => {
    const text = "0\n1\n2\n3\n4\n5\n6\n7\n8\n";
    assertEquals(
      await textOf(sandbox, { emit: "item", job: "truthy", text }),
      "5\n6\n7\n8\n",
    );
  },
);

shared(
  "emit item gives strings as they are where lines go out",
  async (sandbox) => {
    const text = '"a\\u0062"\n{"a": 1}\n';
    assertEquals(
      await textOf(sandbox, {
        emit: "item",
        job: "keeping",
        text,
        output: "lines",
      }),
      'ab\n{"a": 1}\n',
    );
  },
);

shared(
  "emit item gives lines as JSON strings, or as they are",
  async (sandbox) => {
    const about = { emit: "item", input: "lines", job: "after" } as const;
    const text = 'a\n"b"\r\nc\n';
    assertEquals(await textOf(sandbox, { ...about, text }), '"c"\n');
    assertEquals(
      await textOf(sandbox, { ...about, text, output: "lines" }),
      "c\n",
    );
  },
);

shared(
  "emit elements makes a line of each element, and leaves out undefined",
  async (sandbox) => {
    const { text, lines } = await emitted(sandbox, {
      ...{ emit: "elements", job: "lists" },
      text: "3\n0\n2\n1\n",
    });
    assertEquals(text, '[0]\n[2]\n"no array"\n[0]\n');
    assertEquals(lines, 4);
  },
);

shared(
  "emit elements gives all of an item's elements or none",
  async (sandbox) => {
    const { text, failed } = await emitted(sandbox, {
      emit: "elements",
      job: "pairs",
      text: "0\n1\n2\n",
    });
    assertEquals({ text, failed }, { text: "0\n0\n2\n2\n", failed: [1] });
  },
);

shared(
  "emit elements keeps one line an item where outcomes go out",
  async (sandbox) => {
    const text = "1\n0\n\n";
    assertEquals(
      await textOf(sandbox, {
        emit: "elements",
        job: "gaps",
        text,
        output: "outcomes",
      }),
      "[1,[1]]\n[]\n\n",
    );
  },
);

shared(
  "a blank line has a line of its own where outcomes go out",
  async (sandbox) => {
    const { text, blank } = await emitted(sandbox, {
      ...{ emit: "result", job: "same", output: "outcomes" },
      text: "1\n\n2\n",
    });
    assertEquals({ text, blank }, { text: "1\n\n2\n", blank: 1 });
  },
);
