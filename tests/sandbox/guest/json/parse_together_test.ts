import { assertEquals } from "@std/assert";
import type { BatchResult, Sandbox } from "../../../../lib/mod.ts";
import { SeededRandom } from "../../../support/seeded_random.ts";
import { textBatch } from "../../../support/batches.ts";
import { shareSandbox } from "../../../support/shared_sandbox.ts";

const decoder = new TextDecoder();

/** Lines that are no value, and of which some make values of each other. */
// deno-fmt-ignore
const LINES = [
  "1", "[1]", '{"a":[1,{"b":"c"}]}', '"x,1,y"', "null", " 7 ", "7\r", "-0", "1e3",
  "", " ", "\r", "1,2", ",", "[", "]", "[1", "2]", "]1[", "],[", '"', '"a', 'b"',
  '{"a":1', '"b":2}', "{", "}", "tru", "e", "\ufffd", '"\ufeff"', "//", "[1,2,3]",
];

/**
 * Lines of which one is two values, and others are one value together, so that there are
 * as many values as lines.
 */
const EVEN = [
  ['{"a":[{}', "{}]}", "{},{}"],
  ['{"a":[{}', "{}]}", "{} ,{}"],
  ['{"a":[{}', "{}]}", "{},\t{}"],
  ['{"a":[{}', "{}]}", "{}\r, \r{}"],
  ['{"a":[{}', '{"b":{}}]}', '{"c":{"d":{}}},{}'],
  ['{"a":[{"b":[{}', "{}]},{}", "{}]}", "{},{}", "{},{}"],
  ['{"a":[{}', "{}]},{}"],
  ['{"a":[{}', "{}]},null"],
  ['{"a":[{}', "{}]},[]"],
  ["{}", '{"a":[{}', "{}]},1"],
  ["{}", '{"a":[{}', "{}]}", '{},"}"'],
  ["{}", '{"a":[1', '2]},"b"'],
  ["[[1]", "[2]]", "[],[]"],
  ["[[1]", "[2]]", "[] ,\t[]"],
  ["[[1]", "[2]],[]"],
  ["[[1]", "[2]],null"],
  ["[[1]", "[2]],{}"],
  ["[]", "[[1]", "[2]],1"],
  ["[1", "2]", "3,4"],
  ['{"a":1', '"b":2}', '"c","d"'],
  ["1", '{"a":[1', "2]},{}"],
];

/** Lines that are a value each, with what looks as if it were two. */
const SINGLE = [
  ['{"a":"},{"}', "{}"],
  ['{"a":[{},{}]}', "{}"],
  ['{"a":{"b":1},"c":2}', '{"a":{} , "c":{}}', "{}\r"],
  ['["],["]', "[[1],[2]]", "[[1],2]\r"],
  ["{}", "null", "[]", "1"],
  ["[]", "null", "{}", "1"],
  ["1", "{}", "[]", '"a"'],
];

const shared = shareSandbox("(item) => [item]", { workers: 1 });

interface Outcome {
  readonly kind: string;
  readonly message: string;
}

/** What became of each line: its result, or how it failed. */
async function outcomesOf(
  sandbox: Sandbox,
  lines: readonly string[],
): Promise<unknown[]> {
  const count = lines.length;
  const batch = textBatch(lines.map((line) => `${line}\n`).join(""), { count });
  const outcomes: unknown[] = Array(lines.length);
  await sandbox.runBatch(batch, {
    input: "ndjson",
    output: "outcomes",
    onResult: (result) => note(result, outcomes),
  });
  return outcomes;
}

function note(
  { batch, output, failures }: BatchResult,
  outcomes: unknown[],
): void {
  for (const { position, kind, message } of failures) {
    outcomes[position] = { kind, message };
  }
  const results = decoder.decode(output).split("\n").slice(0, -1);
  const positions = Array.from(
    { length: batch.count },
    (_, n) => batch.first + n,
  ).filter((position) => outcomes[position] === undefined);
  for (const [index, position] of positions.entries()) {
    outcomes[position] = results[index];
  }
}

shared(
  "A batch of many parts gives each line its own outcome, bad ones among them",
  async (sandbox) => {
    const random = new SeededRandom(5);
    const isBad = (n: number) => n % 3001 === 5;
    for (const length of [10, 100, 30_000, 60_000]) {
      const lines = Array.from({ length: Math.ceil(4e5 / length) }, (_, n) => {
        // One that is no value, and one that is not surely UTF-8; most parts have neither.
        const text = (n % 3001 === 2 ? "\ufffd" : "x").repeat(
          random.below(2 * length),
        );
        return isBad(n) ? `${n},"${text}"` : `{"n":${n},"text":"${text}"}`;
      });
      const outcomes = await outcomesOf(sandbox, lines);
      assertEquals(outcomes.length, lines.length);
      for (const [n, line] of lines.entries()) {
        const expected = isBad(n)
          ? { kind: "input", message: (outcomes[n] as Outcome).message }
          : `[${line}]`;
        assertEquals(
          outcomes[n],
          expected,
          `line ${n} of about ${length} bytes`,
        );
      }
    }
  },
);

/** What became of lines that were read alone. */
const outcomesAlone = new Map<string, unknown>();

async function outcomeAlone(sandbox: Sandbox, line: string): Promise<unknown> {
  if (!outcomesAlone.has(line)) {
    const [outcome] = await outcomesOf(sandbox, [line]);
    outcomesAlone.set(line, outcome);
  }
  return outcomesAlone.get(line);
}

/** Whether lines that are read together become what they are alone. */
async function assertAsAlone(
  sandbox: Sandbox,
  lines: readonly string[],
): Promise<void> {
  const alone = [];
  for (const line of lines) alone.push(await outcomeAlone(sandbox, line));
  const together = await outcomesOf(sandbox, lines);
  assertEquals(together, alone, JSON.stringify(lines));
}

function permutations<T>(values: readonly T[]): T[][] {
  if (values.length < 2) return [[...values]];
  return values.flatMap((value, at) =>
    permutations(values.toSpliced(at, 1)).map((rest) => [value, ...rest])
  );
}

shared(
  "Lines are read together as they are read alone, whatever is among them",
  async (sandbox) => {
    const random = new SeededRandom(3);
    for (let round = 0; round < 400; round++) {
      const length = 2 + random.below(6);
      const lines = Array.from({ length }, () => random.pick(LINES));
      await assertAsAlone(sandbox, lines);
    }
  },
);

shared(
  "As many values as lines are no proof that each line is one",
  async (sandbox) => {
    for (const lines of [...EVEN, ...SINGLE].flatMap(permutations)) {
      await assertAsAlone(sandbox, lines);
    }
  },
);
