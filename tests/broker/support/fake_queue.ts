import { type DeadLetter, JetStreamChannel } from "@sluice/sluice/broker";
import { run } from "../../../lib/cli/run.ts";
import { FakeTerminal, type FakeWorld } from "../../support/fake_terminal.ts";

/** The numbers of a queue, of which a test says some. */
export function statsOf(of: Partial<Record<string, unknown>> = {}) {
  return {
    ...{ waiting: 1, running: 2, done: 3, dead: 4, capacity: 10 },
    ...{ closed: false, paused: false, stuck: 0, readers: 0, ...of },
  };
}

/** A dead letter at a place. */
export function letterOf(place: number, of: Partial<DeadLetter> = {}) {
  return {
    ...{ id: `id-${place}`, place, sequence: place, attempts: 1 },
    ...{ time: new Date(0), fault: { kind: "threw", message: "no" } },
    ...{ bytes: new TextEncoder().encode(`${place}`), ...of },
  } as DeadLetter;
}

/** Runs a command with a queue that is no broker's, and gives all that came of it. */
export async function runWith(
  queue: object,
  command: string,
  world: FakeWorld = {},
) {
  const { open } = JetStreamChannel;
  const opened: unknown[] = [];
  JetStreamChannel.open = ((...args: unknown[]) => {
    opened.push(args);
    return queue instanceof Error ? Promise.reject(queue) : Promise.resolve({
      ...{ name: "q", [Symbol.asyncDispose]: () => Promise.resolve() },
      ...queue,
    });
  }) as never;
  try {
    const terminal = new FakeTerminal(world);
    const code = await run(command.split(" "), terminal);
    return { code, out: terminal.out, err: terminal.err, opened };
  } finally {
    JetStreamChannel.open = open;
  }
}
