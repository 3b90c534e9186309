import type { Status } from "./status_text.ts";

/** A number of a queue: its name, what it is, and how to find it. */
interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: "gauge" | "counter";
  readonly samples: readonly (readonly [
    labels: Readonly<Record<string, string>>,
    value: number,
  ])[];
}

/** The status of a queue in the text format of Prometheus. */
export function metricsText(status: Status): string {
  return metricsOf(status).map(({ name, help, type, samples }) =>
    [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...samples.map(([labels, value]) =>
        `${name}${labelText(labels)} ${value}`
      ),
    ].map((line) => `${line}\n`).join("")
  ).join("");
}

function metricsOf({ queue, stats, workers }: Status): readonly Metric[] {
  const { waiting, running, dead, stuck, done, capacity } = stats;
  const items = { waiting, running, dead, stuck };
  const one = (value: number) => [[{ queue }, value] as const];
  const byName = [...Map.groupBy(workers, ({ name }) => name)];
  // Machines of one name are one series: Prometheus takes no series twice.
  const each = (key: "running" | "done" | "failed") =>
    byName.map(([worker, machines]) => {
      const sum = machines.reduce((sum, machine) => sum + machine[key], 0);
      return [{ queue, worker }, sum] as const;
    });
  const gauge = (
    name: string,
    help: string,
    samples: Metric["samples"],
  ): Metric => ({ name, help, type: "gauge", samples });
  const counter = (
    name: string,
    help: string,
    samples: Metric["samples"],
  ): Metric => ({ name, help, type: "counter", samples });
  return [
    gauge(
      "sluice_queue_items",
      "Items of the queue, by what becomes of them.",
      Object.entries(items).map(([state, count]) => [{ queue, state }, count]),
    ),
    counter("sluice_queue_done_total", "Items that left the queue.", one(done)),
    gauge("sluice_queue_capacity", "Most items in the queue.", one(capacity)),
    gauge("sluice_queue_closed", "1 if it is closed.", one(+stats.closed)),
    gauge("sluice_queue_paused", "1 if it is paused.", one(+stats.paused)),
    gauge("sluice_queue_workers", "Machines that work.", one(workers.length)),
    gauge("sluice_worker_items", "Items a machine holds.", each("running")),
    counter("sluice_worker_done_total", "Items it finished.", each("done")),
    counter("sluice_worker_failed_total", "Items that failed.", each("failed")),
  ];
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const parts = Object.entries(labels).map(([name, value]) =>
    `${name}="${escaped(value)}"`
  );
  return `{${parts.join(",")}}`;
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')
    .replaceAll("\n", "\\n");
}
