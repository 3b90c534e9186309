import { assert, assertEquals } from "@std/assert";
import { metricsText } from "../../../../../lib/cli/commands/broker/operate/metrics_text.ts";
import type { Status } from "../../../../../lib/cli/commands/broker/operate/status_text.ts";

const STATS: Status["stats"] = {
  ...{ waiting: 1, running: 2, done: 3, dead: 4, stuck: 5, readers: 6 },
  ...{ capacity: 7, closed: true, paused: false },
};

const worker = (name: string) => ({
  ...{ name, slots: 1, running: 1, done: 2, failed: 3, age: 4 },
});

const text = (names: readonly string[] = []) =>
  metricsText({ queue: "q", stats: STATS, workers: names.map(worker) });

Deno.test("Each number stands below what it is, once", () => {
  const lines = text(["w"]).trimEnd().split("\n");
  const names = lines.filter((line) => line.startsWith("# TYPE"))
    .map((line) => line.split(" ")[2]);
  assertEquals(new Set(names).size, names.length);
  for (const line of lines.filter((line) => !line.startsWith("#"))) {
    assert(
      /^sluice_[a-z_]+\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\} \d+$/.test(line),
      line,
    );
    assert(names.includes(line.split("{")[0]), line);
  }
  assert(lines.includes('sluice_queue_items{queue="q",state="stuck"} 5'));
  assert(lines.includes('sluice_queue_closed{queue="q"} 1'));
  assert(lines.includes('sluice_queue_paused{queue="q"} 0'));
  assert(lines.includes('sluice_worker_failed_total{queue="q",worker="w"} 3'));
});

Deno.test("A name of a machine cannot end the label that it stands in", () => {
  const name = 'a"} 1\nb\\';
  assert(text([name]).includes('worker="a\\"} 1\\nb\\\\"'));
});

Deno.test("Machines of one name are one series, which has all that they did", () => {
  const lines = text(["a", "b", "a"]).split("\n");
  const done = lines.filter((line) => line.startsWith("sluice_worker_done"));
  assertEquals(done, [
    'sluice_worker_done_total{queue="q",worker="a"} 4',
    'sluice_worker_done_total{queue="q",worker="b"} 2',
  ]);
  assert(lines.includes('sluice_queue_workers{queue="q"} 3'));
});

Deno.test("A queue without machines has no numbers of any", () => {
  assert(text().includes('sluice_queue_workers{queue="q"} 0'));
  assert(!/^sluice_worker/m.test(text()));
});
