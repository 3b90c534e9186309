import { PROGRAM } from "../../../lib/cli/program.ts";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { parseCommandLine } from "../../../lib/cli/args/parse_command_line.ts";
import { UsageError } from "../../../lib/cli/args/usage_error.ts";

const JOB = "n => n";

function usage(args: readonly string[]): string {
  return assertThrows(() => parseCommandLine(args, PROGRAM), UsageError)
    .message;
}

Deno.test.each([
  [["map"], "Cannot map without a job"],
  [["map", "n", "=", "n"], 'Cannot use "=": map takes one JOB'],
  [["map", JOB, "--job", "b"], 'Cannot use --job b with the JOB "n => n"'],
  [["map", JOB, "a.csv", "--range", "0..1"], 'Cannot use "a.csv": a range'],
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
    "--input line: it is one of ndjson, json, csv, tsv, lines, jsonl; did you",
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
    "there are map, filter, squares, audit, report, completions, send, work, status, dead, queues, peek, pause, resume, purge, delete, reopen, help",
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
  [["map", "=>\x1b[2J\n", "--job", "x"]],
  [["map", "\x1b[2J.csv"]],
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
