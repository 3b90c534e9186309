import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  hasPty,
  type PtyOptions,
  type PtyResult,
  runOnPty,
} from "../support/pty.ts";
import { once } from "../support/run_each.ts";
import { Screen } from "../support/screen.ts";

const ignore = !hasPty;

/** What every progress line has, however narrow it is. */
const PROGRESS = " · ";

/** The lines of the numbers from one up to another. */
function numbers(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, n) => `${from + n}\n`).join("");
}

/**
 * Eighty items and an input that stays open until the progress line was seen: waiting
 * costs nothing, and items that take their time would take that of all tests.
 */
const WAITING: PtyOptions = {
  stdin: "held",
  steps: [{ feed: numbers(0, 80) }, { after: PROGRESS, close: true }],
};

/** Items that take their time, more of them than anybody waits for. */
const SLOW = "n => { for (let i = 0; i < 1e7; i++); return n }";
const MANY = ["--range", "0..100000", "-j", "1"];

/** Never ends, and burns nothing. */
const ENDLESS = "n => n > 5 ? new Promise(() => {}) : n";

function onScreen(output: string, columns: number): string[] {
  const screen = new Screen(columns);
  screen.write(output);
  return screen.lines;
}

/** Runs all rows of a table when the first of them asks: each mostly waits. */
function atOnce<Row>(
  rows: readonly Row[],
  run: (row: Row) => Promise<PtyResult>,
): (row: Row) => Promise<PtyResult> {
  const all = once(() => Promise.all(rows.map(run)));
  return async (row) => {
    const result = (await all())[rows.indexOf(row)];
    assert(result !== undefined);
    return result;
  };
}

const WIDTHS = [20, 40, 80, 200];

const drawn = atOnce(
  WIDTHS,
  (columns) =>
    runOnPty(["map", "n => n"], { ...WAITING, columns, stdout: "null" }),
);

Deno.test.each(WIDTHS)(
  "On a terminal of %i columns the progress is one line, and gone at the end",
  { ignore },
  async (columns) => {
    const { output, code } = await drawn(columns);
    assertEquals(code, 0);
    assert(output.includes(PROGRESS), JSON.stringify(output.slice(0, 200)));
    assertEquals(onScreen(output, columns), [""]);
    for (const line of output.split(/[\r\n]/)) {
      assert(line.length < columns, `${line.length} columns: ${line}`);
    }
  },
);

const TERMINALS: Readonly<Record<string, PtyOptions["env"] & object>> = {
  "TERM=dumb": { TERM: "dumb" },
  "NO_COLOR=1": { NO_COLOR: "1", TERM: "xterm" },
  "any TERM": { TERM: "xterm-256color" },
};

const shown = atOnce(
  Object.keys(TERMINALS),
  (name) =>
    runOnPty(["map", "n => n", "--stats"], {
      ...{ ...WAITING, stdout: "null", env: TERMINALS[name] ?? {} },
    }),
);

Deno.test.each(Object.keys(TERMINALS))("With %s no escape is written", {
  ignore,
}, async (name) => {
  const { output } = await shown(name);
  assertStringIncludes(output, PROGRESS);
  assert(!output.includes("\x1b"));
});

const TIMES = [1, 2];

const interrupted = atOnce(TIMES, (times) => {
  const steps = [
    // Once it tells how long it takes, something is done.
    { after: "ETA ", send: "\x03" },
    ...(times === 2 ? [{ after: "again to stop now", send: "\x03" }] : []),
  ];
  const args = ["map", times === 2 ? ENDLESS : SLOW, ...MANY];
  return runOnPty(args, { stdout: "null", steps });
});

Deno.test.each(TIMES)("Ctrl-C %i times ends the run with 130", {
  ignore,
}, async (times) => {
  const { output, code, isOver } = await interrupted(times);
  assert(isOver);
  assertEquals(code, 130);
  assertStringIncludes(output, "stopping: what runs is finished first");
  assertStringIncludes(output, "go on with --skip ");
});

const SIGNALS: readonly (readonly [string, string[], PtyOptions, number])[] = [
  ["it waits for a person", ["map", "n => n"], {
    steps: [{ after: "Ctrl-D ends it", signal: "SIGTERM" }],
  }, 143],
  ["nobody takes its results", [
    ...["map", "n => 'x'.repeat(1e5)", "--range", "0..1000000"],
    ...["--progress", "--grace", "300ms", "-j", "1", "--capacity", "50"],
  ], {
    stdout: "stalled",
    stdin: "null",
    columns: 200,
    steps: [{ after: " unwritten", signal: "SIGTERM" }],
  }, 143],
  ["an item never ends", [
    ...["map", ENDLESS, "--range", "0..9", "--grace", "300ms"],
  ], {
    stdout: "null",
    steps: [{ after: " of 9", signal: "SIGTERM" }],
  }, 143],
  ["it is about to start", ["map", SLOW, ...MANY], {
    stdin: "null",
    steps: [{ after: "0\r\n", signal: "SIGINT" }],
  }, 130],
];

const signalled = atOnce(
  SIGNALS,
  ([, args, options]) => runOnPty(args, { timeout: 15, ...options }),
);

Deno.test.each(SIGNALS.map((row) => [row[0], row] as const))(
  "A signal while %s ends the run in time",
  { ignore },
  async (_, row) => {
    const { code, isOver, output } = await signalled(row);
    const [, , , expected] = row;
    assert(isOver, output);
    // Before the program listens, the signal itself ends it.
    assert(
      code === expected || code === -15 || code === -2,
      `${code}: ${output}`,
    );
  },
);

/** What is run once each. */
const RUNS = {
  results: [["map", "n => n"], {
    stdin: "held",
    steps: [
      { feed: numbers(0, 80) },
      // As long as a progress line needs to come, and more.
      { after: "79\r\n", pause: 0.6, close: true },
    ],
  }],
  progress: [["map", "n => n", "--progress"], {
    ...{ stdin: "held", columns: 60 },
    steps: [
      { feed: numbers(0, 30) },
      { after: PROGRESS, feed: numbers(30, 60) },
      { after: PROGRESS, feed: numbers(60, 80) },
      { after: PROGRESS, close: true },
    ],
  }],
  typing: [["map", "n => n * 2"], {
    steps: [
      { after: "Ctrl-D ends it", send: "21\n" },
      { after: "42", send: "\x04" },
    ],
  }],
  resize: [["map", "n => { if (n === 70) throw 1; }"], {
    ...{ stdout: "null", stdin: "held", columns: 100 },
    steps: [
      { feed: numbers(0, 70) },
      { after: PROGRESS, resize: 30 },
      { after: PROGRESS, feed: numbers(70, 80), close: true },
    ],
  }],
  pause: [["map", "n => n"], {
    ...{ stdout: "null", stdin: "held" },
    steps: [
      { feed: numbers(0, 80) },
      { after: PROGRESS, signal: "SIGSTOP" },
      { signal: "SIGCONT" },
      { pause: 0.3, close: true },
    ],
  }],
} satisfies Record<string, [string[], PtyOptions]>;

const ran = atOnce(
  Object.keys(RUNS) as (keyof typeof RUNS)[],
  (name) => runOnPty(...RUNS[name] as [string[], PtyOptions]),
);

Deno.test("Results on the terminal have it for themselves", {
  ignore,
}, async () => {
  const { output } = await ran("results");
  assertEquals(output, numbers(0, 80).replaceAll("\n", "\r\n"));
});

Deno.test("Results stay whole beside a progress line that was asked for", {
  ignore,
}, async () => {
  const { output } = await ran("progress");
  assertEquals(onScreen(output, 60), numbers(0, 80).split("\n"));
});

Deno.test("A person who types items is told how to end, and sees no progress", {
  ignore,
}, async () => {
  const { output, code } = await ran("typing");
  assertEquals(code, 0);
  assertEquals(
    output.replace("^D\b\b", ""),
    "reading the terminal; Ctrl-D ends it\r\n21\r\n42\r\n",
  );
});

Deno.test("A resize while the progress is drawn loses no line of others", {
  ignore,
}, async () => {
  const { output } = await ran("resize");
  assertStringIncludes(output, "line 71: threw: 1");
  assertStringIncludes(output, "1 of 80 items failed");
});

Deno.test("After a pause nothing is drawn over what others wrote", {
  ignore,
}, async () => {
  const { output, code } = await ran("pause");
  assertEquals(code, 0);
  const last = output.lastIndexOf(PROGRESS);
  assert(output.slice(last).length < 200, output);
});
