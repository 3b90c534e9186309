import { run } from "../../lib/cli/run.ts";
import { FakeTerminal, type FakeWorld } from "./fake_terminal.ts";
import { localGuests } from "./local_guest.ts";

/** What a command line left behind. */
export interface RunResult {
  readonly code: number;
  readonly terminal: FakeTerminal;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in a world of its own. */
export async function runIn(
  world: FakeWorld,
  ...args: string[]
): Promise<RunResult> {
  const terminal = new FakeTerminal(world);
  const code = await run(args, terminal);
  return { code, terminal, out: terminal.out, err: terminal.err };
}

/** As {@linkcode runIn}, with the job in this thread; see {@linkcode localGuests}. */
export async function runHere(
  world: FakeWorld,
  ...args: string[]
): Promise<RunResult> {
  using _ = localGuests();
  return await runIn(world, ...args);
}
