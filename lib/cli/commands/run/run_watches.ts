import type { RunSettings } from "../../args/run_settings.ts";
import type { Terminal } from "../../terminal.ts";
import type { RunMeter } from "./run_meter.ts";
import type { RunProfile } from "./run_profile.ts";
import type { RunStats } from "./run_stats.ts";

/** What looks at a run beside its results; undefined where nobody asked for it. */
export interface RunWatches {
  /** Counts for telemetry. */
  readonly meter: RunMeter | undefined;
  /** Times, if they are wanted: by `--stats`, or by telemetry. */
  readonly profile: RunProfile | undefined;
}

/** Opens what looks at a run; each is loaded by those alone who ask for it. */
export async function openWatches(
  { run, stats, terminal }: {
    readonly run: RunSettings;
    readonly stats: RunStats;
    readonly terminal: Pick<Terminal, "memory" | "meter">;
  },
): Promise<RunWatches> {
  const meter = await meterOf(terminal);
  if (run.stats === "none" && meter === undefined) {
    return { meter, profile: undefined };
  }
  const { RunProfile } = await import("./run_profile.ts");
  const memory = () => terminal.memory();
  const onItem = meter?.addTime;
  return { meter, profile: new RunProfile({ run, stats, memory, onItem }) };
}

async function meterOf(
  { meter }: Pick<Terminal, "meter">,
): Promise<RunMeter | undefined> {
  if (meter === undefined) return undefined;
  const { RunMeter } = await import("./run_meter.ts");
  return new RunMeter(meter);
}
