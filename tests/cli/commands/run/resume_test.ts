import { assert, assertEquals } from "@std/assert";
import { run } from "../../../../lib/cli/run.ts";
import { FakeTerminal } from "../../../support/fake_terminal.ts";
import { runHere } from "../../../support/run_in.ts";

const COUNT = 3_000;

/** The items from one up to another, with a blank line now and then. */
function items(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, at) => {
    const n = from + at;
    return n % 7 === 3 ? `${n}\n\n` : `${n}\n`;
  }).join("");
}

const JOB = "n => { for (let i = 0; i < 2e4; i++); return n }";

/** Runs the command, and stops it once something was written: before item `last`. */
async function stopped(last: number, ...flags: string[]) {
  async function* input(): AsyncGenerator<string, void> {
    yield items(0, last);
    await terminal.written();
    terminal.signal("SIGINT");
    yield items(last, COUNT);
  }
  const terminal = new FakeTerminal({ stdin: input() });
  assertEquals(await run(["map", JOB, ...flags], terminal), 130);
  const skip = /--skip (\d+)/.exec(terminal.err)?.[1];
  assert(skip !== undefined, terminal.err);
  return { out: terminal.out, skip };
}

async function rest(...flags: string[]) {
  const stdin = [items(0, COUNT)];
  const { code, out } = await runHere({ stdin }, "map", JOB, ...flags);
  assertEquals(code, 0);
  return out;
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

Deno.test("What a stopped run says is where the next one goes on, without loss", async () => {
  const first = await stopped(COUNT / 3, "-j", "2");
  const second = await stopped(COUNT * 2 / 3, "-j", "1", "--skip", first.skip);
  const third = await rest("--skip", second.skip);
  assertEquals(
    first.out + second.out + third,
    numbers(COUNT).map((n) => `${n}\n`).join(""),
  );
});

Deno.test("Without an order what comes again is said, and nothing is lost", async () => {
  const first = await stopped(COUNT / 2, "-j", "2", "--unordered");
  const more = await rest("--skip", first.skip);
  const lines = (text: string) => text.split("\n").slice(0, -1).map(Number);
  const all = new Set([...lines(first.out), ...lines(more)]);
  assertEquals(all.size, COUNT);
});
