import { assert, assertEquals } from "@std/assert";
import {
  Progress,
  type ProgressState,
} from "../../../lib/cli/report/progress.ts";

const ERASE = "\r\x1b[K";

/** A progress line whose clock and state are the test's. */
function staged(columns = 80) {
  const written: string[] = [];
  let tick: (() => void) | undefined;
  let state: ProgressState = {
    done: 0,
    failed: 0,
    waiting: 0,
    capacity: 16,
    inFlight: 0,
    elapsedMs: 0,
  };
  const progress = new Progress(
    { write: (text) => written.push(text), columns: () => columns },
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
    written,
    isTicking: () => tick !== undefined,
    at(elapsedMs: number, change: Partial<ProgressState> = {}) {
      state = { ...state, ...change, elapsedMs };
      tick?.();
      return written.at(-1) ?? "";
    },
  };
}

Deno.test("Progress writes nothing in the first 300 ms", () => {
  const { at, written, progress } = staged();
  at(100, { done: 5 });
  at(299, { done: 9 });
  progress.stop();
  assertEquals(written, []);
});

Deno.test("Progress draws one line over the one before", () => {
  const { at, written } = staged();
  const state = { failed: 3, waiting: 12, inFlight: 4 };
  assertEquals(
    at(1000, { ...state, done: 1997 }),
    ERASE + "2,000 · 2k/s · 3 failed · 12/16 waiting · 4 running",
  );
  at(1100, { ...state, done: 2500 });
  assertEquals(written.length, 2);
  assert(written.every((text) => text.startsWith(ERASE)));
  assert(!written.join("").includes("\n"));
});

Deno.test("Progress does not write the same line twice", () => {
  const { at, written } = staged();
  at(4000, { done: 0 });
  at(4100);
  assertEquals(written.length, 1);
});

Deno.test("Progress shows the rate of the last seconds, not of the run", () => {
  const { at } = staged();
  for (let second = 1; second <= 10; second++) {
    at(second * 1000, { done: second * 1000 });
  }
  for (let second = 11; second <= 15; second++) at(second * 1000);
  assertEquals(at(16_000), ERASE + "10,000 · 0/s · 0/16 waiting · 0 running");
});

Deno.test("Progress after a long silence still has a rate", () => {
  const { at } = staged();
  at(1000, { done: 0 });
  const line = at(11_000, { done: 100 });
  assert(line.includes(" · 10/s · "), line);
});

Deno.test("Progress shows the ETA when the total is known", () => {
  const { at } = staged();
  const line = at(1000, { done: 100, total: 7600 });
  assert(line.startsWith(`${ERASE}100 of 7,600 · 100/s · ETA 1m 15s · `), line);
});

Deno.test.each([
  ["no total", { done: 100 }],
  ["no rate", { done: 0, total: 100 }],
  ["nothing left", { done: 100, total: 100 }],
])("Progress shows no ETA with %s", (_, state) => {
  const { at } = staged();
  assert(!at(1000, state).includes("ETA"));
});

Deno.test.each([80, 40, 20, 10, 3, 1])(
  "Progress in %i columns leaves the last one free",
  (columns) => {
    const { at, written } = staged(columns);
    at(1000, { done: 1_234_567, failed: 12, total: 99_999_999, waiting: 16 });
    for (const text of written) {
      assert(text.length - ERASE.length < columns, text);
    }
  },
);

Deno.test("Progress drops whole parts, the least important first", () => {
  const { at } = staged(30);
  assertEquals(
    at(1000, { done: 1000, failed: 2, waiting: 3 }),
    ERASE + "1,002 · 1k/s · 2 failed",
  );
});

Deno.test("Progress where the width is not known takes 80 columns", () => {
  const { at } = staged(0);
  assert(at(1000, { done: 1 }).endsWith("0 running"));
});

Deno.test("Progress.above() puts a line above, and the progress back", () => {
  const { at, progress } = staged();
  const line = at(1000, { done: 10 }).slice(ERASE.length);
  progress.above("line 3: threw: no");
  assertEquals(at(1000), `${ERASE}line 3: threw: no\n${line}`);
});

Deno.test("Progress.above() before and after the line is just the text", () => {
  const { at, progress, written } = staged();
  progress.above("early");
  at(1000, { done: 10 });
  progress.stop();
  progress.above("late");
  assertEquals([written.at(0), written.at(-1)], ["early\n", "late\n"]);
});

Deno.test("Progress.stop() leaves nothing on the line, and no timer", () => {
  const { at, progress, written, isTicking } = staged();
  at(1000, { done: 10 });
  progress.stop();
  progress.stop();
  assertEquals(written.length, 2);
  assertEquals(written.at(-1), ERASE);
  assertEquals(isTicking(), false);
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
  const state = { done: 0, failed: 0, waiting: 0, capacity: 1, inFlight: 0 };
  const progress = new Progress(
    { write: () => {}, columns: () => 80 },
    { state: () => ({ ...state, elapsedMs: 0 }) },
  );
  progress.stop();
});
