import { assertEquals } from "@std/assert";
import { parseCommandLine } from "../../../lib/cli/args/parse_command_line.ts";
import { parseRun } from "../../../lib/cli/args/parse_run.ts";
import { PROGRAM } from "../../../lib/cli/program.ts";

const JOB = "n => n";

const eachRun = Deno.test.each<[string, string[]]>([
  ["a job", ["map", JOB]],
  ["a filter", ["filter", JOB, "in.ndjson", "-"]],
  ["squares by name", ["squares", "--count", "5"]],
  ["flags before the command", ["-q", "--timeout", "1s", "map", JOB]],
  ["a number of workers", ["map", JOB, "--jobs", "2", "-i", "csv"]],
  ["what begins with a dash", ["map", "--", "-1"]],
  ["a job that is a number", ["map", "1e3"]],
]);

eachRun("parseRun reads %s as the parser of all commands does", (_, args) => {
  assertEquals<unknown>(parseRun(args), parseCommandLine(args, PROGRAM));
});

const eachOther = Deno.test.each<[string, string[]]>([
  ["nothing", []],
  ["a flag alone", ["--stats"]],
  ["help of a run", ["map", "--help"]],
  ["short help of a run", ["map", JOB, "-h"]],
  ["a word about help", ["help", "map"]],
  ["the version", ["map", "--version"]],
  ["another command", ["send", "nats://localhost/q"]],
  ["an unknown command", ["mop", JOB]],
  ["an unknown flag", ["map", JOB, "--jbos", "2"]],
  ["a flag of others", ["map", JOB, "--ahead", "2"]],
  ["a value that is none", ["map", JOB, "--timeout", "soon"]],
  ["what makes no sense together", ["map", JOB, "-q", "--progress"]],
  ["a run without a job", ["map"]],
]);

eachOther("parseRun leaves %s to the parser of all commands", (_, args) => {
  assertEquals(parseRun(args), undefined);
});
