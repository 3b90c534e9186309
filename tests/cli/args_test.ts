import { assert, assertEquals, assertThrows } from "@std/assert";
import { parseCommandLine, UsageError } from "../../lib/cli/args.ts";
import { flag, FLAG_NAMES } from "../../lib/cli/flags.ts";

const JOB = "n => n";

function map(...args: string[]) {
  const line = parseCommandLine(["map", JOB, ...args]);
  assert(line.command === "map");
  return line;
}

function usage(args: readonly string[]): string {
  return assertThrows(() => parseCommandLine(args), UsageError).message;
}

Deno.test("No arguments ask for the textbook squares", () => {
  assertEquals(parseCommandLine([]), {
    command: "squares",
    count: 100,
    run: {
      input: { format: "range", from: 0, to: 100 },
      output: "ndjson",
      hasNullEnds: false,
      emit: "result",
      consumers: 5,
      capacity: 16,
      timeoutMs: 30_000,
      deadlineMs: undefined,
      memoryBytes: 512 * 1024 ** 2,
      endowments: [],
      seed: undefined,
      isolate: "item",
      retries: 0,
      ordered: true,
      onError: "skip",
      progress: undefined,
      stats: "none",
      quiet: false,
      dryRun: false,
    },
  });
  assertEquals(parseCommandLine(["squares"]), parseCommandLine([]));
});

Deno.test("map without flags has the documented defaults", () => {
  assertEquals(parseCommandLine(["map", JOB]), {
    command: "map",
    job: { text: JOB },
    run: {
      input: { format: "ndjson" },
      output: "ndjson",
      hasNullEnds: false,
      emit: "result",
      consumers: undefined,
      capacity: 4096,
      timeoutMs: 30_000,
      deadlineMs: undefined,
      memoryBytes: 512 * 1024 ** 2,
      endowments: [],
      seed: undefined,
      isolate: "item",
      retries: 0,
      ordered: true,
      onError: "skip",
      progress: undefined,
      stats: "none",
      quiet: false,
      dryRun: false,
    },
  });
});

Deno.test("Every flag of map reaches its option", () => {
  const line = parseCommandLine(
    [
      "map --job job.ts --input=lines --output lines -j 3 --capacity 7",
      "--unordered --on-error emit --retries 2 --timeout 1.5s --deadline 1h",
      "--memory 1GB --no-progress --stats=json --quiet --dry-run",
    ].join(" ").split(" "),
  );
  assertEquals(line, {
    command: "map",
    job: { file: "job.ts" },
    run: {
      input: { format: "lines" },
      output: "lines",
      hasNullEnds: false,
      emit: "result",
      consumers: 3,
      capacity: 7,
      timeoutMs: 1500,
      deadlineMs: 3_600_000,
      memoryBytes: 1024 ** 3,
      endowments: [],
      seed: undefined,
      isolate: "item",
      retries: 2,
      ordered: false,
      onError: "emit",
      progress: false,
      stats: "json",
      quiet: true,
      dryRun: true,
    },
  });
});

Deno.test("squares --count makes a range of it", () => {
  const line = parseCommandLine(["--count", "3", "-j2", "--capacity=1"]);
  assert(line.command === "squares");
  assertEquals(line.count, 3);
  assertEquals(line.run.input, { format: "range", from: 0, to: 3 });
  assertEquals([line.run.consumers, line.run.capacity], [2, 1]);
});

Deno.test.each([
  [["-j", "4"]],
  [["-j4"]],
  [["-j=4"]],
  [["--consumers", "4"]],
  [["--consumers=4"]],
  [["-j", "2", "--consumers=4"]],
])("%j is four consumers", (args) => {
  assertEquals(map(...args).run.consumers, 4);
});

Deno.test.each([
  [["--range", "0..100"], 0, 100],
  [["--range=-5..5"], -5, 5],
  [["--range", "-5..5"], -5, 5],
  [["--range", "-5..-2"], -5, -2],
  [["--range", "7..7"], 7, 7],
  [["--range", "0..9007199254740991"], 0, Number.MAX_SAFE_INTEGER],
])("%j is the integers from %i up to %i", (args, from, to) => {
  assertEquals(map(...args).run.input, { format: "range", from, to });
});

Deno.test.each([
  [[], undefined],
  [["--progress"], true],
  [["--no-progress"], false],
  [["--progress", "--no-progress"], false],
  [["--no-progress", "--progress"], true],
  [["--quiet"], false],
])("%j sets progress to %j", (args, progress) => {
  assertEquals(map(...args).run.progress, progress);
});

Deno.test("--stats takes no following word as its value", () => {
  const line = parseCommandLine(["map", "--stats", JOB]);
  assert(line.command === "map");
  assertEquals([line.job, line.run.stats], [{ text: JOB }, "text"]);
});

Deno.test("Flags may stand before the command", () => {
  assertEquals(parseCommandLine(["-j", "4", "map", JOB]), map("-j", "4"));
});

Deno.test("The last one of a repeated flag counts", () => {
  assertEquals(map("--timeout=1s", "--timeout", "2s").run.timeoutMs, 2000);
});

Deno.test.each([
  ["-x => x"],
  ["--x=1"],
  ["--stats"],
  ["1e3"],
  ["0x10"],
  [""],
  ["a\nb --quiet"],
])("After -- the JOB %j is taken as it is", (text) => {
  const line = parseCommandLine(["map", "--quiet", "--", text]);
  assert(line.command === "map");
  assertEquals([line.job, line.run.quiet], [{ text }, true]);
});

Deno.test("A JOB that looks like a number stays the text it was", () => {
  const line = parseCommandLine(["map", "1e3"]);
  assert(line.command === "map");
  assertEquals(line.job, { text: "1e3" });
});

Deno.test.each([
  [["--version"]],
  [["-V"]],
  [["map", "-V"]],
  [["squares", "--version"]],
])("%j asks for the version", (args) => {
  assertEquals(parseCommandLine(args), { command: "version" });
});

Deno.test.each([
  [["map"], "Cannot map without a job"],
  [["map", "a", "b"], 'Cannot use "b": map takes one JOB'],
  [["map", "a", "--job", "b"], 'Cannot use --job b with the JOB "a"'],
  [["squares", "7"], 'Cannot use "7": squares takes flags only'],
  [["map", JOB, "--range", "0..1", "--input", "lines"], "--range with --input"],
  [["map", JOB, "--quiet", "--progress"], "--quiet with --progress"],
  [["map", JOB, "--count", "3"], "--count with map: it is a flag of squares"],
  [["--dry-run"], "--dry-run with squares: it is a flag of map"],
])("%j is refused: %s", (args, reason) => {
  const message = usage(args);
  assert(message.includes(reason), message);
});

Deno.test.each([
  [["-j", "0"], "--consumers 0: it is a whole number from 1 to 256"],
  [["-j", "-1"], "--consumers -1: it is a whole number from 1 to 256"],
  [["-j", "1.5"], "--consumers 1.5: it is a whole number"],
  [["-j4x"], "--consumers 4x: it is a whole number"],
  [["-j", "999999"], "--consumers 999999: it is a whole number"],
  [["--capacity", "0"], "--capacity 0: it is a whole number from 1 to 1,000"],
  [["--capacity", "1000001"], "--capacity 1000001: it is"],
  [["--retries", "many"], "--retries many: it is a whole number from 0 to 100"],
  [["--timeout", "30"], "--timeout 30: a duration needs a unit, write 30s"],
  [["--timeout", "-5s"], "--timeout -5s: a duration is not negative"],
  [["--deadline", "0s"], "--deadline 0s: a duration is at least 1ms"],
  [["--memory", "64MB"], "--memory 64MB: it is a size from 256MB to 64GB"],
  [["--memory", "1024"], "--memory 1024: a size needs a unit, write 1024MB"],
  [
    ["--input", "xml"],
    "--input xml: it is one of ndjson, json, csv, tsv, lines",
  ],
  [
    ["--input", "line"],
    "--input line: it is one of ndjson, json, csv, tsv, lines; did you",
  ],
  [["--on-error", "Stop"], "did you mean stop?"],
  [["--stats=xml"], "--stats xml: it is one of text, json"],
  [["--range", "5..1"], "--range 5..1: 5 is after 1, write 1..5"],
  [["--range", "1-5"], "--range 1-5: it is A..B"],
  [["--range", "0..1.5"], "--range 0..1.5: it is A..B"],
  [["--range", "0..9007199254740992"], "9007199254740992 is beyond 2^53"],
])("map %j is refused: %s", (args, reason) => {
  const message = usage(["map", JOB, ...args]);
  assert(message.includes(reason), message);
});

Deno.test.each([
  [["--timeout"], "Cannot use --timeout without a value: write --timeout TIME"],
  [["--timeout="], "Cannot use --timeout without a value"],
  [["--timeout", ""], "Cannot use --timeout without a value"],
  [["--timeout", "--quiet"], "Cannot use --timeout without a value"],
  [["-j"], "Cannot use --consumers without a value: write --consumers N"],
  [["--stats="], "write --stats=text|json"],
  [["--quiet=1"], "Cannot use --quiet=1: --quiet takes no value"],
  [["--no-progress=1"], "Cannot use --no-progress=1: --no-progress takes no"],
])("map %j is refused for its value: %s", (args, reason) => {
  const message = usage(["map", JOB, ...args]);
  assert(message.includes(reason), message);
});

Deno.test.each([
  [["map", JOB, "--timeot", "5s"], "--timeot: did you mean --timeout?"],
  [["map", JOB, "--timeot=5s"], "--timeot: did you mean --timeout?"],
  [["map", JOB, "--no-timeout=5s"], "Unknown flag --no-timeout"],
  [["map", JOB, "--no-quiet"], "Unknown flag --no-quiet"],
  [["--capasity", "map", JOB], "--capasity: did you mean --capacity?"],
  [["--frobnicate"], "Unknown flag --frobnicate\n"],
  [["map", "-x => x"], "Unknown flag -x: put -- before"],
  [["map", JOB, "--__proto__=1"], "Unknown flag --__proto__"],
  [["map", JOB, "--timeout.x=1s"], "Unknown flag --timeout.x"],
  [["mpa", JOB], 'Unknown command "mpa": did you mean map?'],
  [["mpa", "--help"], 'Unknown command "mpa": did you mean map?'],
  [
    ["frobnicate"],
    "there are map, filter, squares, audit, send, work, status, dead, help",
  ],
  [["help", "sqares"], "did you mean squares?"],
  [[JOB], 'Unknown command "n => n": a job goes after map'],
  [["__proto__"], 'Unknown command "__proto__"'],
])("%j is not known: %s", (args, reason) => {
  const message = usage(args);
  assert(message.includes(reason), message);
});

Deno.test.each([
  [["mpa"], "deno run main.ts --help"],
  [["map"], "deno run main.ts map --help"],
  [["squares", "--count", "x"], "deno run main.ts squares --help"],
])("%j is told where the help is", (args, help) => {
  assertEquals(usage(args).split("\n").slice(1), [`For help: ${help}`]);
});

Deno.test.each([
  [["map", JOB, "--input", "\x1b[2J\n"]],
  [["map", JOB, "--job", "\x1b[2J\n"]],
  [["map", JOB, "\x1b[2J\n"]],
  [["map", JOB, "--quiet=\x1b[2J\n"]],
  [["map", JOB, "--range", "0..1\x1b[2J\n"]],
  [["\x1b[2J\n"]],
  [["--\x1b[2J\n"]],
  [["-\x1b[2J\n"]],
])("A control character in %j is not printed", (args) => {
  const message = usage(args);
  assert(!message.includes("\x1b"));
  assertEquals(message.split("\n").length, 2);
});

Deno.test("A long argument is shortened in the error", () => {
  assert(usage(["map", JOB, "--timeout", "9".repeat(10_000)]).length < 300);
});

Deno.test("Every default of the flag table is a value its flag accepts", () => {
  const defaults = FLAG_NAMES.flatMap((name) => {
    const { fallback, bare, kind } = flag(name);
    return [fallback, bare].flatMap((text) =>
      text === undefined ? [] : [[name, kind.read(text)]]
    );
  });
  assert(defaults.length >= 8);
});
