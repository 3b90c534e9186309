import { assertEquals, assertStringIncludes } from "@std/assert";
import { bashScript } from "../../../lib/cli/completions/bash.ts";
import { fishScript } from "../../../lib/cli/completions/fish.ts";
import { zshScript } from "../../../lib/cli/completions/zsh.ts";
import { FLAG_NAMES } from "../../../lib/cli/flags/flags.ts";
import { canStart, runCommand } from "../../support/command.ts";
import { once } from "../../support/run_each.ts";
import { runIn } from "../../support/run_in.ts";

/** What bash offers for the last of some words. */
async function offered(words: readonly string[]): Promise<string[]> {
  const program = `${bashScript()}
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_sluice
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const args = ["--norc", "-c", program, "bash", "sluice", ...words];
  const { stdout } = await runCommand("bash", args);
  return stdout.split("\n").filter((word) => word !== "");
}

Deno.test.each<[string[], string[]]>([
  [["ma"], ["map"]],
  [["map", "--inp"], ["--input"]],
  [["map", "--input", "c"], ["csv"]],
  [["map", "--input", "=", "c"], ["csv"]],
  [["map", "-i", "js"], ["json"]],
  [["map", "e => e", "--no-pr"], ["--no-progress"]],
  [["completions", ""], ["bash", "zsh", "fish"]],
  [["status", "--wat"], ["--watch"]],
  [["map", "--wat"], []],
  [["map", "--timeout", ""], []],
])("Bash completes %j to %j", {
  ignore: !canStart("bash"),
}, async (words, words2) => {
  assertEquals(await offered(words), words2);
});

Deno.test("Zsh reads its script without a complaint", {
  ignore: !canStart("zsh"),
}, async () => {
  const { code, stderr } = await runCommand("zsh", ["-fnc", zshScript()]);
  assertEquals({ code, stderr }, { code: 0, stderr: "" });
});

/**
 * Types into an interactive zsh, each time waits until a text that was not typed comes,
 * tells it, and takes the line away.
 */
const ZSH_SESSION = `zmodload zsh/zpty || exit 7
export SCRIPT=$1
shift
zpty session zsh -f -i
zpty -w session 'PS1=; autoload -Uz compinit; compinit -u -D; eval $SCRIPT; print rea""dy'
zpty -r -m session out '*ready*'
for typed word in "$@"; do
  zpty -w -n session "$typed"$'\\t'
  zpty -r -m session out "*$word*"
  print -r -- "$typed gives $word"
  zpty -w -n session $'\\C-u'
done
zpty -d session`;

const ZSH_WORDS: readonly (readonly [string, string])[] = [
  ["sluice comple", "completions"],
  ["sluice map --inp", "--input"],
  ["sluice map -i nd", "ndjson"],
  ["sluice map --on-error=em", "--on-error=emit"],
];

const zshSession = once(() =>
  runCommand("zsh", [
    ...["-fc", ZSH_SESSION, "zsh", zshScript(), ...ZSH_WORDS.flat()],
  ])
);

Deno.test.each(ZSH_WORDS)(
  "Zsh completes %j to %j",
  { ignore: !canStart("zsh") },
  async (typed, word) => {
    const { code, stdout } = await zshSession();
    // A zsh without the module for pseudo-terminals has nothing to show.
    if (code === 7) return;
    assertEquals(code, 0);
    assertStringIncludes(stdout, `${typed} gives ${word}\n`);
  },
);

Deno.test("Every flag is in the script of every shell", () => {
  for (const script of [bashScript(), zshScript(), fishScript()]) {
    for (const name of FLAG_NAMES) assertStringIncludes(script, name);
  }
});

Deno.test("completions prints the script of the shell that is named", async () => {
  const { code, out } = await runIn({}, "completions", "fish");
  assertEquals({ code, out }, { code: 0, out: fishScript() });
  const refused = await runIn({}, "completions", "csh");
  assertEquals(refused.code, 2);
  assertStringIncludes(refused.err, "it is one of bash, zsh, fish");
});
