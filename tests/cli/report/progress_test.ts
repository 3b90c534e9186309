import { assert, assertEquals } from "@std/assert";
import {
  Progress,
  type ProgressState,
} from "../../../lib/cli/report/progress.ts";
import { Screen } from "../../support/screen.ts";

const START: ProgressState = {
  done: 0,
  failed: 0,
  waiting: 0,
  capacity: 16,
  running: 0,
  elapsedMs: 0,
};

/** A progress line whose clock and state are the test's. */
function staged(columns = 80) {
  const screen = new Screen(columns);
  let writes = 0;
  let tick: (() => void) | undefined;
  let state = START;
  const progress = new Progress(
    {
      write: (text) => {
        writes++;
        screen.write(text);
      },
      columns: () => screen.columns(),
    },
    {
      state: () => state,
      ticker(callback) {
        tick = callback;
        return () => tick = undefined;
      },
    },
  );
  return {
    progress,
    screen,
    writes: () => writes,
    isTicking: () => tick !== undefined,
    at(elapsedMs: number, change: Partial<ProgressState> = {}) {
      state = { ...state, ...change, elapsedMs };
      tick?.();
      return screen.line;
    },
  };
}

Deno.test("Progress writes nothing in the first 300 ms", () => {
  const { at, writes, progress } = staged();
  at(100, { done: 5 });
  at(299, { done: 9 });
  progress.stop();
  assertEquals(writes(), 0);
});

Deno.test("Progress draws one line over the one before", () => {
  const { at, screen } = staged();
  const state = { failed: 3, waiting: 12, running: 4, unwritten: 7 };
  assertEquals(
    at(1000, { ...state, done: 1997 }),
    "2,000 · 2k/s · 3 failed · 4 running · 12/16 waiting · 7 unwritten",
  );
  at(1100, { ...START, done: 2500, unwritten: 0 });
  assertEquals(screen.lines, ["2,500 · 2.3k/s · 0 running · 0/16 waiting"]);
});

Deno.test("Progress does not write the same line twice", () => {
  const { at, writes } = staged();
  at(4000, { done: 0 });
  at(4100);
  assertEquals(writes(), 1);
});

Deno.test("Progress shows the rate of the last seconds beside that of the run", () => {
  const { at } = staged();
  for (let second = 1; second <= 10; second++) {
    at(second * 1000, { done: second * 1000 });
  }
  for (let second = 11; second <= 15; second++) {
    at(second * 1000, { done: 10_000 + second });
  }
  const line = at(16_000, { done: 10_020 });
  assertEquals(line.split(" · ")[1], "3.3/s, 626/s on average");
});

Deno.test("Progress over slow items has a rate and an ETA", () => {
  const { at } = staged();
  let line = "";
  for (let item = 0; item <= 8; item++) {
    line = at(item * 3000 + 2900, { done: item, total: 100 });
  }
  assertEquals(line.split(" · ").slice(0, 3), [
    "8 of 100",
    "0.3/s",
    "ETA 5m 10s",
  ]);
});

Deno.test("Progress over a file has a share and an ETA", () => {
  const { at } = staged();
  const line = at(10_000, { done: 900, running: 100, share: 0.25 });
  assertEquals(line.split(" · ").slice(0, 4), [
    "900",
    "25%",
    "90/s",
    "ETA 35s",
  ]);
});

Deno.test.each([
  ["no total", { done: 100 }],
  ["no rate", { done: 0, total: 100 }],
  ["nothing left", { done: 100, total: 100 }],
])("Progress shows no ETA with %s", (_, state) => {
  const { at } = staged();
  assert(!at(1000, state).includes("ETA"));
});

Deno.test("Progress in every width leaves the last column free, and one line", () => {
  for (let columns = 1; columns <= 200; columns++) {
    const { at, screen, progress } = staged(columns);
    const state = { failed: 12, total: 99_999_999, waiting: 16, unwritten: 3 };
    at(1000, { ...state, done: 1_234_567 });
    assert(screen.line.length < columns, screen.line);
    at(1200, { ...state, done: 2_000_000, failed: 0 });
    progress.above("x");
    progress.stop();
    assertEquals(screen.lines, ["x", ""]);
  }
});

Deno.test("Progress drops whole parts, the least important first", () => {
  const { at } = staged(30);
  assertEquals(
    at(1000, { done: 1000, failed: 2, waiting: 3 }),
    "1,002 · 1k/s · 2 failed",
  );
});

Deno.test("Progress where the width is not known takes 80 columns", () => {
  const { at, screen } = staged();
  screen.columns = () => 0;
  assert(at(1000, { done: 1 }).endsWith("0/16 waiting"));
});

Deno.test("Progress in a terminal that became narrower erases nothing of others", () => {
  const { at, screen, progress } = staged(80);
  progress.above("a result");
  const wide = at(1000, { done: 10, waiting: 3 });
  screen.resize(20);
  at(1100, { done: 20 });
  progress.above("another");
  progress.stop();
  assertEquals(screen.lines, ["a result", wide, "another", ""]);
});

Deno.test("Progress.above() puts a line above, and the progress back", () => {
  const { at, progress, screen } = staged();
  const line = at(1000, { done: 10 });
  progress.above("line 3: threw: no");
  assertEquals(screen.lines, ["line 3: threw: no", line]);
});

Deno.test("Progress.above() before and after the line is just the text", () => {
  const { at, progress, screen } = staged();
  progress.above("early");
  at(1000, { done: 10 });
  progress.stop();
  progress.above("late");
  assertEquals(screen.lines, ["early", "late", ""]);
});

Deno.test("What is written while the progress is hidden stays whole", () => {
  const { at, progress, screen } = staged();
  at(1000, { done: 10 });
  progress.hide();
  screen.write("a res");
  at(1100, { done: 20 });
  screen.write("ult\n");
  progress.show();
  const line = at(1200, { done: 30 });
  assertEquals(screen.lines, ["a result", line]);
});

Deno.test("Progress that is abandoned writes nothing more", () => {
  const { at, progress, writes, isTicking } = staged();
  at(1000, { done: 10 });
  progress.abandon();
  assertEquals([writes(), isTicking()], [1, false]);
});

Deno.test("Progress.stop() leaves nothing on the line, and no timer", () => {
  const { at, progress, screen, isTicking } = staged();
  at(1000, { done: 10 });
  progress.stop();
  progress.stop();
  assertEquals([screen.lines, isTicking()], [[""], false]);
});

Deno.test("Progress ends with its scope", () => {
  const stage = staged();
  {
    using _progress = stage.progress;
    assert(stage.isTicking());
  }
  assertEquals(stage.isTicking(), false);
});

// The sanitizers fail this test when the real timer outlives stop().
Deno.test("Progress by itself keeps no timer after stop()", () => {
  const progress = new Progress(
    { write: () => {}, columns: () => 80 },
    { state: () => START },
  );
  progress.stop();
});
