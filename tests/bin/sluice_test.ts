import { assertEquals, assertStringIncludes } from "@std/assert";
import { canStart, runCommand } from "../support/command.ts";

const ignore = !canStart("sh");
const LAUNCHER = new URL("../../bin/sluice", import.meta.url).pathname;
const MAIN = new URL("../../main.ts#sluice", import.meta.url).href;

/** The permissions that the launcher grants for some arguments. */
async function granted(args: readonly string[]): Promise<string[]> {
  const { stdout } = await runCommand("sh", [
    LAUNCHER,
    "--show-command",
    ...args,
  ]);
  const script = `set -- ${stdout}\nprintf '%s\\n' "$@"`;
  const words = (await runCommand("sh", ["-c", script])).stdout.split("\n");
  return words.slice(0, words.indexOf(MAIN))
    .filter((word) => word.startsWith("--allow-"));
}

const QUEUE = "nats://127.0.0.1:4222/orders";

Deno.test.each<[string[], string[]]>([
  [[], []],
  [["--count", "3"], []],
  [["map", "n => n"], []],
  [["map", "n => n", "--input", "csv"], []],
  [["map", "n => n", "-i", "csv", "-qj4"], []],
  [["map", "--stats", "json", "n => n"], []],
  [["map", "--stats", "n => n", "a.csv"], ["--allow-read=a.csv"]],
  [["map", "--", "n => n", "--job", "a.csv"], ["--allow-read=--job,a.csv"]],
  [["map", "--job", "job.ts"], ["--allow-read=job.ts"]],
  [["map", "--job=job.ts"], ["--allow-read=job.ts"]],
  [["map", "-f", "job.ts"], ["--allow-read=job.ts"]],
  [["map", "-qfjob.ts"], ["--allow-read=job.ts"]],
  [["map", "n => n", "a.csv", "b.csv"], ["--allow-read=a.csv,b.csv"]],
  [["map", "n => n", "-", "a.csv"], ["--allow-read=a.csv"]],
  [["map", "a.csv", "--job", "job.ts"], ["--allow-read=a.csv,job.ts"]],
  [["filter", "n => n", "a.csv", "a.csv"], ["--allow-read=a.csv"]],
  [["map", "--range", "-5..5", "n => n"], []],
  [["send", QUEUE, "--close"], ["--allow-net=127.0.0.1:4222"]],
  [["status", "nats://a:1,[::1],b.c/q"], [
    "--allow-net=a:1,[::1]:4222,b.c:4222",
  ]],
  [["work", QUEUE, "e => e", "--results", "nats://r/q", "-f", "j.ts"], [
    "--allow-net=127.0.0.1:4222,r:4222",
    "--allow-read=j.ts",
  ]],
  [["dead", QUEUE, "--credentials", "c.json"], [
    "--allow-net=127.0.0.1:4222",
    "--allow-read=c.json",
  ]],
  [["dead", QUEUE, "--credentials", "-"], ["--allow-net=127.0.0.1:4222"]],
  [["map", "nats://a:1/q"], []],
  [["squares", "a.csv"], []],
])("The arguments %j are granted %j", { ignore }, async (args, flags) => {
  assertEquals(await granted(args), flags);
});

Deno.test("A file whose name no flag can hold is refused in one line", {
  ignore,
}, async () => {
  const args = [LAUNCHER, "map", "n => n", "a,b.csv"];
  const { code, stderr } = await runCommand("sh", args);
  assertEquals(code, 2);
  assertStringIncludes(stderr, "Cannot grant reading a,b.csv");
});

Deno.test("The command that is shown is one that a shell runs", {
  ignore,
}, async () => {
  const args = ["map", "--show-command", "n => `it's ${n}`", "--range", "0..2"];
  const shown = await runCommand("sh", [LAUNCHER, ...args]);
  const { code, stdout } = await runCommand("sh", ["-c", shown.stdout]);
  assertEquals({ code, stdout }, { code: 0, stdout: `"it's 0"\n"it's 1"\n` });
});

Deno.test("The program speaks of itself by the name it was started with", {
  ignore,
}, async () => {
  const { stdout } = await runCommand("sh", [LAUNCHER, "map", "-h"]);
  assertStringIncludes(stdout, "Usage: sluice map");
});
