import { assertEquals } from "@std/assert";
import { Losses } from "../../lib/channel/losses.ts";
import type { Tasks } from "../../lib/channel/tasks.ts";

function open(onUndelivered?: (value: number, why: string) => void) {
  const finished: number[] = [];
  const tasks = { finish: (count: number) => void finished.push(count) };
  const losses = new Losses<number>(
    onUndelivered === undefined ? {} : { onUndelivered },
    tasks as unknown as Tasks,
  );
  return { losses, finished };
}

Deno.test("An accepted value that is lost is a task that is over, a refused one is none", () => {
  const told: string[] = [];
  const { losses, finished } = open((value, why) => {
    told.push(`${value} ${why}`);
  });
  losses.lose([1, 2], "overflow" as never);
  losses.refuse([3], "closed");
  assertEquals(told, ["1 overflow", "2 overflow", "3 closed"]);
  assertEquals([losses.undelivered, losses.refused], [2, 1]);
  assertEquals(finished, [2]);
});

Deno.test("An error of the hook is reported, and the other values are told all the same", () => {
  const reported: unknown[] = [];
  const told: number[] = [];
  const hold = (event: ErrorEvent) => {
    event.preventDefault();
    reported.push(event.error);
  };
  addEventListener("error", hold);
  try {
    const { losses } = open((value) => {
      told.push(value);
      throw value;
    });
    losses.refuse([1, 2], "closed");
    assertEquals([told, reported], [[1, 2], [1, 2]]);
  } finally {
    removeEventListener("error", hold);
  }
});

Deno.test("Without a hook values are counted", () => {
  const { losses } = open();
  losses.lose([1], "closed");
  assertEquals(losses.undelivered, 1);
});
