import { assertEquals, assertThrows } from "@std/assert";
import { COMMANDS, findCommand } from "../../../lib/cli/args/commands.ts";
import { parseCommandLine } from "../../../lib/cli/args/parse_command_line.ts";
import { UsageError } from "../../../lib/cli/args/usage_error.ts";
import { ALL_COMMANDS } from "../../../lib/cli/flags/flag.ts";

const QUEUE = "nats://h/q";

/** What a line asks for, of which a test looks at some. */
function parse(line: string): Record<string, unknown> {
  const parsed = parseCommandLine(line.split(" "), "sluice");
  return parsed as unknown as Record<string, unknown>;
}

Deno.test("Every command is in the help once, and is known by its name", () => {
  const names = COMMANDS.map(({ name }) => name);
  assertEquals(new Set(names), new Set(ALL_COMMANDS));
  assertEquals(names.length, ALL_COMMANDS.length);
  for (const command of COMMANDS) {
    assertEquals(findCommand(command.name) === command, true);
  }
});

const REFUSED: readonly (readonly [line: string, says: string])[] = [
  ["audit x", "audit takes flags only"],
  ["squares x", "squares takes flags only"],
  ["report x", "report reads stdin"],
  ["completions", "Cannot use none as a shell"],
  ["completions ksh", 'Cannot use "ksh" as a shell'],
  ["completions zsh x", "completions takes one shell"],
  [`dead ${QUEUE} --retry --discard`, "choose one"],
  [`status ${QUEUE} --json --metrics`, "choose one"],
  [`work ${QUEUE} n=>n --output csv`, "one of ndjson, lines"],
  ["work n=>n", "work"],
  ["send", "Cannot send without a queue"],
  [`send ${QUEUE} x`, "send takes one address"],
  ["purge", "Cannot purge without a queue"],
  [`peek ${QUEUE} ${QUEUE}`, "peek takes one address"],
];

Deno.test.each(REFUSED)("sluice %s is refused: %s", (line, says) => {
  assertThrows(() => parse(line), UsageError, says);
});

const ASKED: readonly (readonly [string, Record<string, unknown>])[] = [
  ["completions fish", { command: "completions", shell: "fish" }],
  [`dead ${QUEUE}`, { action: "show", yes: false, json: false }],
  [`dead ${QUEUE} --retry`, { action: "retry" }],
  [`dead ${QUEUE} --discard --yes`, { action: "discard", yes: true }],
  [`status ${QUEUE}`, { format: "text", wait: false, watch: false }],
  [`status ${QUEUE} --metrics --wait`, { format: "metrics", wait: true }],
  [`peek ${QUEUE}`, { limit: 10 }],
  [`reopen ${QUEUE}`, { command: "reopen", yes: false }],
  [`work ${QUEUE} n=>n`, { wait: true, results: undefined, ahead: undefined }],
  [`work ${QUEUE} n=>n --no-wait --ahead 0`, { wait: false, ahead: 0 }],
  [`send ${QUEUE} --no-check`, { isChecked: false }],
  ["squares --count 3", { count: 3 }],
];

Deno.test.each(ASKED)("sluice %s asks for %j", (line, asked) => {
  const parsed = parse(line);
  for (const [name, value] of Object.entries(asked)) {
    assertEquals(parsed[name], value, name);
  }
});

Deno.test("A filter gives the item itself, and squares run over a range", () => {
  const run = (line: string) => parse(line).run as Record<string, unknown>;
  assertEquals(run("filter n=>n").emit, "item");
  assertEquals(run("squares --count 3").input, {
    ...{ format: "range", from: 0, to: 3 },
  });
});
