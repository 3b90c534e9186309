import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { hasPty, type PtyOptions, runOnPty } from "../support/pty.ts";
import { Screen } from "../support/screen.ts";

const ignore = !hasPty;

/** Items that take their time, together about a second. */
const SLOW = "n => { for (let i = 0; i < 1e7; i++); return n }";
const RANGE = ["--range", "0..80", "-j", "1"];

function onScreen(output: string, columns: number): string[] {
  const screen = new Screen(columns);
  screen.write(output);
  return screen.lines;
}

Deno.test.each([20, 40, 80, 200])(
  "On a terminal of %i columns the progress is one line, and gone at the end",
  { ignore },
  async (columns) => {
    const { output, code } = await runOnPty(["map", SLOW, ...RANGE], {
      ...{ columns, stdout: "null", stdin: "null" },
    });
    assertEquals(code, 0);
    assert(output.includes(" of 80"), JSON.stringify(output.slice(0, 200)));
    assertEquals(onScreen(output, columns), [""]);
    for (const line of output.split(/[\r\n]/)) {
      assert(line.length < columns, `${line.length} columns: ${line}`);
    }
  },
);

Deno.test.each<[string, PtyOptions]>([
  ["TERM=dumb", { env: { TERM: "dumb" } }],
  ["NO_COLOR=1", { env: { NO_COLOR: "1", TERM: "xterm" } }],
  ["any TERM", { env: { TERM: "xterm-256color" } }],
])("With %s no escape is written", { ignore }, async (_, options) => {
  const args = ["map", SLOW, ...RANGE, "--stats"];
  const { output } = await runOnPty(args, {
    ...{ stdout: "null", stdin: "null", ...options },
  });
  assertStringIncludes(output, " of 80");
  assert(!output.includes("\x1b"));
});

Deno.test("Results on the terminal have it for themselves", {
  ignore,
}, async () => {
  const { output } = await runOnPty(["map", SLOW, ...RANGE], { stdin: "null" });
  const numbers = Array.from({ length: 80 }, (_, n) => `${n}\r\n`);
  assertEquals(output, numbers.join(""));
});

Deno.test("Results stay whole beside a progress line that was asked for", {
  ignore,
}, async () => {
  const args = ["map", SLOW, ...RANGE, "--progress"];
  const { output } = await runOnPty(args, { stdin: "null", columns: 60 });
  const numbers = Array.from({ length: 80 }, (_, n) => `${n}`);
  assertStringIncludes(output, " of 80");
  assertEquals(onScreen(output, 60), [...numbers, ""]);
});

Deno.test("A person who types items is told how to end, and sees no progress", {
  ignore,
}, async () => {
  const { output, code } = await runOnPty(["map", "n => n * 2"], {
    steps: [
      { after: "Ctrl-D ends it", send: "21\n" },
      { after: "42", send: "\x04" },
    ],
  });
  assertEquals(code, 0);
  assertEquals(
    output.replace("^D\b\b", ""),
    "reading the terminal; Ctrl-D ends it\r\n21\r\n42\r\n",
  );
});

Deno.test("A resize while the progress is drawn loses no line of others", {
  ignore,
}, async () => {
  const failing =
    "n => { for (let i = 0; i < 1e7; i++); if (n === 70) throw 1; }";
  const { output } = await runOnPty(["map", failing, ...RANGE], {
    ...{ stdout: "null", stdin: "null", columns: 100 },
    steps: [{ after: " of 80", resize: 30 }],
  });
  assertStringIncludes(output, "item 71: threw: 1");
  assertStringIncludes(output, "1 of 80 items failed");
});

Deno.test.each([1, 2])("Ctrl-C %i times ends the run with 130", {
  ignore,
}, async (times) => {
  const steps = [
    { after: " of ", send: "\x03" },
    ...(times === 2 ? [{ after: "again to stop now", send: "\x03" }] : []),
  ];
  const stuck = "n => { while (n > 5); return n }";
  const args = ["map", times === 2 ? stuck : SLOW, "--range", "0..100000"];
  const { output, code, isOver } = await runOnPty(args, {
    ...{ stdout: "null", steps },
  });
  assert(isOver);
  assertEquals(code, 130);
  assertStringIncludes(output, "stopping: what runs is finished first");
  assertStringIncludes(output, "go on with --skip ");
});

Deno.test.each<[string, string[], PtyOptions, number]>([
  ["it waits for a person", ["map", "n => n"], {
    steps: [{ after: "Ctrl-D ends it", signal: "SIGTERM" }],
  }, 143],
  ["nobody takes its results", [
    ...["map", "n => 'x'.repeat(1e5)", "--range", "0..1000000"],
    ...["--progress", "--grace", "300ms"],
  ], {
    stdout: "stalled",
    stdin: "null",
    columns: 200,
    steps: [{ after: " unwritten", signal: "SIGTERM" }],
  }, 143],
  ["an item never ends", [
    ...["map", "n => { while (n > 0); return n }", "--range", "0..9"],
    ...["--grace", "300ms"],
  ], {
    stdout: "null",
    steps: [{ after: " of 9", signal: "SIGTERM" }],
  }, 143],
  ["it is about to start", ["map", SLOW, "--range", "0..100000"], {
    stdin: "null",
    steps: [{ after: "0\r\n", signal: "SIGINT" }],
  }, 130],
])("A signal while %s ends the run in time", {
  ignore,
}, async (_, args, options, expected) => {
  const { code, isOver, output } = await runOnPty(args, {
    timeout: 15,
    ...options,
  });
  assert(isOver, output);
  // Before the program listens, the signal itself ends it.
  assert(
    code === expected || code === -15 || code === -2,
    `${code}: ${output}`,
  );
});

Deno.test("After a pause nothing is drawn over what others wrote", {
  ignore,
}, async () => {
  const { output, code } = await runOnPty(["map", SLOW, ...RANGE], {
    ...{ stdout: "null", stdin: "null" },
    steps: [
      { after: " of 80", signal: "SIGSTOP" },
      { after: "", signal: "SIGCONT" },
    ],
  });
  assertEquals(code, 0);
  const last = output.lastIndexOf(" of 80");
  assert(output.slice(last).length < 200, output);
});
