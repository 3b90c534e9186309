import { assert, assertEquals } from "@std/assert";
import { parseCommandLine } from "../../../lib/cli/args/parse_command_line.ts";
import type { RunSettings } from "../../../lib/cli/args/run_settings.ts";
import { PROGRAM } from "../../../lib/cli/program.ts";
import { flag, FLAG_NAMES } from "../../../lib/cli/flags/flags.ts";

const JOB = "n => n";

const parse = (args: readonly string[]) => parseCommandLine(args, PROGRAM);

function map(...args: string[]) {
  const line = parse(["map", JOB, ...args]);
  assert(line.command === "map");
  return line;
}

/** What a run is when nothing is said of it. */
const DEFAULTS: RunSettings = {
  input: { format: "ndjson" },
  files: [],
  context: { args: {}, argFiles: [], tables: [], duplicates: "refuse" },
  output: "ndjson",
  decompress: undefined,
  encoding: undefined,
  skip: 0,
  limit: undefined,
  numbers: "exact",
  hasNullEnds: false,
  emit: "result",
  consumers: undefined,
  capacity: 16384,
  timeoutMs: 30_000,
  deadlineMs: undefined,
  graceMs: 10_000,
  drain: false,
  memoryBytes: 768 * 1024 ** 2,
  maxJobBytes: 4 * 1024 ** 2,
  endowments: [],
  seed: undefined,
  steps: undefined,
  isolate: "item",
  retries: 0,
  ordered: true,
  onError: "skip",
  progress: undefined,
  stats: "none",
  quiet: false,
  silent: false,
  failures: "first",
  trace: false,
  dryRun: false,
};

Deno.test("No arguments ask for the textbook squares", () => {
  assertEquals(parse([]), {
    job: { text: "n => [n, n ** 2]" },
    command: "squares",
    count: 100,
    run: {
      ...DEFAULTS,
      input: { format: "range", from: 0, to: 100 },
      consumers: 5,
      capacity: 16,
    },
  });
  assertEquals(parse(["squares"]), parse([]));
});

Deno.test("map without flags has the documented defaults", () => {
  assertEquals(map(), {
    command: "map",
    job: { text: JOB },
    run: DEFAULTS,
  });
});

Deno.test("Every flag of map reaches its option", () => {
  const line = parse(
    [
      "map --job job.ts --input=lines --output lines -j 3 --capacity 7",
      "--unordered --on-error emit --retries 2 --timeout 1.5s --deadline 1h",
      "--memory 1GB --no-progress --stats=json --quiet --dry-run a.csv",
      "--grace 1s --drain --failures all",
    ].join(" ").split(" "),
  );
  assertEquals(line, {
    command: "map",
    job: { file: "job.ts" },
    run: {
      ...DEFAULTS,
      input: { format: "lines" },
      files: ["a.csv"],
      output: "lines",
      consumers: 3,
      capacity: 7,
      timeoutMs: 1500,
      deadlineMs: 3_600_000,
      graceMs: 1000,
      drain: true,
      memoryBytes: 1024 ** 3,
      retries: 2,
      ordered: false,
      onError: "emit",
      progress: false,
      stats: "json",
      quiet: true,
      failures: "all",
      dryRun: true,
    },
  });
});

Deno.test.each([
  [[], { quiet: false, silent: false }],
  [["--quiet"], { quiet: true, silent: false }],
  [["-q", "--quiet"], { quiet: true, silent: true }],
  [["-qq"], { quiet: true, silent: true }],
])("%j silences %j", (args, expected) => {
  const { quiet, silent } = map(...args).run;
  assertEquals({ quiet, silent }, expected);
});

Deno.test("squares --count makes a range of it", () => {
  const line = parse(["--count", "3", "-j2", "--capacity=1"]);
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
  [["--jobs", "4"]],
  [["--workers=4"]],
  [["-qj4"]],
  [["-qj", "4"]],
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
  const line = parse(["map", "--stats", JOB]);
  assert(line.command === "map");
  assertEquals([line.job, line.run.stats], [{ text: JOB }, "text"]);
});

Deno.test.each([
  [["--stats", "json"]],
  [["--stats=json"]],
])("%j is the totals as JSON", (args) => {
  assertEquals(map(...args).run.stats, "json");
});

Deno.test("Flags of one letter reach their options", () => {
  const line = parse(
    "map -f job.ts -i csv -o lines -t 2s -qj3".split(" "),
  );
  assert(line.command === "map");
  const { input, output, timeoutMs, quiet, consumers } = line.run;
  assertEquals(line.job, { file: "job.ts" });
  assertEquals(
    [input, output, timeoutMs, quiet, consumers],
    [{ format: "csv" }, "lines", 2000, true, 3],
  );
});

Deno.test("Flags may stand before the command", () => {
  assertEquals(parse(["-j", "4", "map", JOB]), map("-j", "4"));
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
  const line = parse(["map", "--quiet", "--", text]);
  assert(line.command === "map");
  assertEquals([line.job, line.run.quiet], [{ text }, true]);
});

Deno.test("A JOB that looks like a number stays the text it was", () => {
  const line = parse(["map", "1e3"]);
  assert(line.command === "map");
  assertEquals(line.job, { text: "1e3" });
});

Deno.test.each([
  [["--version"]],
  [["-V"]],
  [["map", "-V"]],
  [["squares", "--version"]],
])("%j asks for the version", (args) => {
  assertEquals(parse(args), { command: "version" });
});

Deno.test("Every default of the flag table is a value its flag accepts", () => {
  const defaults = FLAG_NAMES.flatMap((name) => {
    const { bare, kind, defaultFor, default: value } = flag(name);
    return [value, bare, ...Object.values(defaultFor ?? {})].flatMap((text) =>
      text === undefined ? [] : [[name, kind.read(text)]]
    );
  });
  assert(defaults.length >= 8);
});
