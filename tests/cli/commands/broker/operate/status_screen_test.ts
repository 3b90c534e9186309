import { assert, assertEquals } from "@std/assert";
import { StatusScreen } from "../../../../../lib/cli/commands/broker/operate/status_screen.ts";
import type { Status } from "../../../../../lib/cli/commands/broker/operate/status_text.ts";
import type { Queue } from "../../../../../lib/cli/commands/broker/session.ts";

const status = (dead: number): Status => ({
  ...{ queue: "q", workers: [] },
  stats: {
    ...{ waiting: 1, running: 0, done: 0, dead, stuck: 0, readers: 0 },
    ...{ capacity: 7, closed: false, paused: false },
  },
});

/** A screen of a queue whose dead items have these kinds. */
function open(kinds: readonly string[] | Error) {
  let looks = 0;
  const queue = {
    async *dead() {
      looks++;
      if (kinds instanceof Error) throw kinds;
      for (const kind of kinds) yield { fault: { kind } };
    },
  } as unknown as Queue;
  return { screen: new StatusScreen(queue), looks: () => looks };
}

Deno.test("The screen is cleared once, and then each line is written over", async () => {
  const { screen } = open([]);
  const first = await screen.draw(status(0));
  const second = await screen.draw(status(0));
  assert(first.startsWith("\x1b[2J\x1b[H"));
  assert(second.startsWith("\x1b[H") && !second.includes("\x1b[2J"));
  const lines = second.split("\n");
  assertEquals(lines.pop(), "\x1b[J");
  assert(lines.every((line) => line.endsWith("\x1b[K")), second);
});

Deno.test("Why items died is looked at when there are others, the most frequent first", async () => {
  const { screen, looks } = open(["threw", "timeout", "timeout"]);
  await screen.draw(status(0));
  assertEquals(looks(), 0);
  assert((await screen.draw(status(3))).includes("2 timeout, 1 threw"));
  await screen.draw(status(3));
  assertEquals(looks(), 1);
});

Deno.test("Of many dead items not all are looked at, and that is said", async () => {
  const { screen } = open(Array(1_200).fill("threw"));
  assert((await screen.draw(status(1_200))).includes("1,000 threw, …"));
});

Deno.test("A user who may not read them is shown none", async () => {
  const { screen } = open(new Error("denied"));
  assert(!(await screen.draw(status(3))).includes("threw"));
});
