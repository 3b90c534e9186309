import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  type Status,
  statusJson,
  statusLine,
  statusTable,
} from "../../../../../lib/cli/commands/broker/operate/status_text.ts";

const WORKER = {
  name: "host-1",
  slots: 4,
  running: 2,
  done: 1500,
  failed: 3,
  age: 60_000,
};

/** The status of a queue with one machine, with some numbers made otherwise. */
function status(stats: Partial<Status["stats"]> = {}): Status {
  return {
    queue: "orders",
    stats: {
      waiting: 1200,
      running: 2,
      done: 1497,
      dead: 3,
      capacity: 100_000,
      closed: false,
      paused: false,
      stuck: 0,
      readers: 1,
      ...stats,
    },
    workers: [WORKER],
  };
}

Deno.test("A status has a line for a log", () => {
  assertEquals(
    statusLine(status({ closed: true, paused: true })),
    "waiting 1,200 · running 2 · done 1,497 · dead 3 · workers 1 · closed · paused",
  );
});

Deno.test("A status has a table for a person, with the rate when it is known", () => {
  assertEquals(
    statusTable(status(), { rate: 100, deadKinds: "2 timeout, 1 threw" }),
    [
      "queue     orders",
      "waiting   1,200",
      "running   2",
      "done      1,497 (100/s, ETA 13s)",
      "dead      3 (2 timeout, 1 threw)",
      "capacity  100,000",
      "workers",
      "  host-1  2 of 4 held, 1,500 done, 3 failed, for 1m",
    ].join("\n"),
  );
});

Deno.test("A name that another machine chose cannot steer a terminal", () => {
  const workers = [{ ...WORKER, name: "\x1b[2J", waiting: "\x07" }];
  const text = statusTable({ ...status({ stuck: 2 }), workers });
  assertEquals(text.includes("\x1b") || text.includes("\x07"), false);
  assertStringIncludes(text, "stuck");
});

Deno.test("A status is one line of JSON", () => {
  const { queue, stats, workers } = status();
  assertEquals(JSON.parse(statusJson(status())), { queue, ...stats, workers });
});
