import { assertEquals } from "@std/assert";
import { Reporter } from "../../../../lib/cli/commands/run/reporter.ts";
import {
  FakeTerminal,
  type FakeWorld,
} from "../../../support/fake_terminal.ts";

const state = () => ({
  done: 7,
  failed: 0,
  waiting: 0,
  capacity: 1,
  running: 0,
  elapsedMs: 1000,
});

interface Case {
  readonly world: FakeWorld;
  readonly wanted?: boolean | undefined;
  readonly isTyped?: boolean;
  readonly output?: "lines" | "pieces";
}

/** Whether a progress line is drawn. */
async function isDrawn({ world, wanted, ...options }: Case): Promise<boolean> {
  const terminal = new FakeTerminal(world);
  using reporter = new Reporter(terminal, { quiet: false });
  reporter.showProgress(wanted, { state, output: undefined, ...options });
  await new Promise((resolve) => setTimeout(resolve, 120));
  return terminal.err !== "";
}

const SEEN = { isTerminal: true };
const TOGETHER = { isTerminal: true, isShown: true };

Deno.test.each<[string, Case, boolean]>([
  ["results go to a file", { world: SEEN, output: "lines" }, true],
  ["results go to this terminal", { world: TOGETHER, output: "lines" }, false],
  ["results go to a pipe, which may end in this terminal", {
    world: { isTerminal: true, isPiped: true },
    output: "lines",
  }, false],
  ["there are no results here", { world: TOGETHER }, true],
  ["a person types the items", { world: SEEN, isTyped: true }, false],
  ["stderr is no terminal", { world: {} }, false],
  ["it is asked for, beside results", {
    world: TOGETHER,
    wanted: true,
    output: "lines",
  }, true],
  ["it is asked for, beside pieces of lines", {
    world: TOGETHER,
    wanted: true,
    output: "pieces",
  }, false],
  ["it is not wanted", { world: SEEN, wanted: false }, false],
])("When %s", async (_, situation, drawn) => {
  assertEquals(await isDrawn(situation), drawn);
});
