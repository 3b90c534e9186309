import { assert, assertEquals } from "@std/assert";
import { run } from "../../../../lib/cli/run.ts";
import { FakeTerminal } from "../../../support/fake_terminal.ts";

/** Ten thousand items, with a blank line now and then. */
const INPUT = Array.from(
  { length: 10_000 },
  (_, n) => n % 7 === 3 ? `${n}\n\n` : `${n}\n`,
).join("");

const JOB = "n => { for (let i = 0; i < 2e4; i++); return n }";

/** Runs the command, and stops it once something was written. */
async function stopped(...flags: string[]) {
  const terminal = new FakeTerminal({ stdin: [INPUT] });
  const running = run(["map", JOB, ...flags], terminal);
  await terminal.written();
  terminal.signal("SIGINT");
  assertEquals(await running, 130);
  const skip = /--skip (\d+)/.exec(terminal.err)?.[1];
  assert(skip !== undefined, terminal.err);
  return { out: terminal.out, skip };
}

async function whole(...flags: string[]) {
  const terminal = new FakeTerminal({ stdin: [INPUT] });
  assertEquals(await run(["map", JOB, ...flags], terminal), 0);
  return terminal.out;
}

Deno.test("What a stopped run says is where the next one goes on, without loss", async () => {
  const first = await stopped("-j", "2");
  const second = await stopped("-j", "1", "--skip", first.skip);
  const rest = await whole("--skip", second.skip);
  assertEquals(first.out + second.out + rest, await whole());
});

Deno.test("Without an order what comes again is said, and nothing is lost", async () => {
  const first = await stopped("-j", "2", "--unordered");
  const rest = await whole("--skip", first.skip);
  const lines = (text: string) => text.split("\n").slice(0, -1).map(Number);
  const all = new Set([...lines(first.out), ...lines(rest)]);
  assertEquals(all.size, 10_000);
});
