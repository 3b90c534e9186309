import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { COMMANDS } from "../../lib/cli/args/commands.ts";
import { parseCommandLine } from "../../lib/cli/args/parse_command_line.ts";
import { EXIT_MEANINGS, ExitCode } from "../../lib/cli/exit_code.ts";
import { PROGRAM } from "../../lib/cli/program.ts";
import { flag, flagsOf } from "../../lib/cli/flags/flags.ts";

function help(args: readonly string[], program = PROGRAM): string {
  const line = parseCommandLine(args, program);
  assert(line.command === "help");
  return line.text;
}

/** The last command of a line of the shell as words: quotes, `\`, pipes, redirections. */
function shellWords(line: string): string[] {
  const command = line.replaceAll(/\\\n */g, "").split(/ \| |\n/).at(-1)
    ?.replaceAll(/ \d?[<>] \S+/g, "") ?? "";
  const words = command.match(/'[^']*'|\S+/g) ?? [];
  return words.map((word) => word.replace(/^'(.*)'$/s, "$1"));
}

const everyHelp = Deno.test.each([
  [["--help"]],
  ...COMMANDS.map(({ name }) => [[name, "--help"]] as const),
]);

everyHelp("The help of %j fits 80 columns and has no colour", (args) => {
  for (const program of ["deno run main.ts", "sluice"]) {
    const text = help(args, program);
    for (const line of text.split("\n")) {
      assert(line.length <= 80, `${line.length} columns: ${line}`);
      assertEquals(line.trimEnd(), line);
    }
    assert(!text.includes("\x1b"));
    assert(text.endsWith("\n") && !text.endsWith("\n\n"));
  }
});

everyHelp("The help of %j lists every exit code", (args) => {
  const text = help(args);
  for (const [code, meaning] of Object.entries(EXIT_MEANINGS)) {
    assert(new RegExp(`^  ${code} +\\S`, "m").test(text), code);
    assertStringIncludes(text, meaning);
  }
});

everyHelp("The help of %j has the program's name for itself", (args) => {
  const text = help(args, "sluice");
  assert(!text.includes("main.ts"));
  assert(!text.includes("$0"));
  assertStringIncludes(text, "Usage: sluice ");
});

Deno.test("Every exit code has a meaning of its own", () => {
  const codes = Object.values(ExitCode);
  assertEquals(new Set(codes).size, 10);
  assertEquals(new Set(codes.map((code) => EXIT_MEANINGS[code])).size, 10);
});

Deno.test("The program's help fits one screen", () => {
  const lines = help(["-h"]).split("\n");
  assert(lines.length <= 36, `${lines.length} lines`);
});

Deno.test("The short help of a command fits one screen, and names its flags", () => {
  for (const { name } of COMMANDS) {
    const text = help([name, "-h"]);
    const lines = text.split("\n").length;
    assert(lines <= 24, `${name}: ${lines} lines`);
    assert(text.split("\n").every(({ length }) => length <= 80), text);
    for (const flag of flagsOf(name)) assertStringIncludes(text, `--${flag}`);
  }
});

Deno.test("An example that needs a permission has it", () => {
  assertStringIncludes(
    help(["status", "--help"]),
    "deno run --allow-net=127.0.0.1:4222 main.ts status nats://127.0.0.1/",
  );
  assert(!help(["status", "--help"], "sluice").includes("--allow-net=127"));
});

Deno.test("The program's help names every command", () => {
  const text = help(["-h"]).replaceAll(/\n {10,}/g, " ");
  for (const { name, summary } of COMMANDS) {
    assert(new RegExp(`^  ${name} `, "m").test(text), name);
    assertStringIncludes(text, summary);
  }
});

Deno.test("The help has the same text however it is asked for", () => {
  assertEquals(help(["help"]), help(["--help"]));
  assertEquals(help(["help", "help"]), help(["--help"]));
  assertEquals(help(["help", "map"]), help(["map", "--help"]));
  assertEquals(help(["--help", "map"]), help(["map", "--help"]));
  assertEquals(help(["map", "-h", "--help"]), help(["map", "--help"]));
  assertEquals(help(["map", "-h", "--bogus", "-j0"]), help(["map", "-h"]));
});

Deno.test("A command's help shows each of its flags, and no other", () => {
  for (const command of COMMANDS) {
    const text = help([command.name, "--help"]);
    for (const name of flagsOf(command.name)) {
      const form = flag(name).negatable ? `--[no-]${name}` : `--${name}`;
      assertStringIncludes(text, form);
    }
  }
  assert(!help(["map", "--help"]).includes("--count N"));
  assert(!help(["squares", "--help"]).includes("--range A..B"));
});

Deno.test("A command's help shows the command's own defaults", () => {
  assertStringIncludes(help(["squares", "--help"]), "(1 to 256; default: 5)");
  assertStringIncludes(
    help(["map", "--help"]),
    "(1 to 256; default: one per core)",
  );
});

Deno.test("Every example of the help is a command line we accept", () => {
  for (const command of COMMANDS) {
    assert(command.examples.length > 0);
    for (const { line } of command.examples) {
      // Where a shell runs the program for its output, there is nothing to parse.
      if (line.includes("$($0")) continue;
      const [program, ...args] = shellWords(line);
      assertEquals(program, "$0");
      assertEquals(parseCommandLine(args, PROGRAM).command, command.name, line);
    }
  }
});
