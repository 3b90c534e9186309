import { assertEquals, assertStringIncludes } from "@std/assert";
import { RunMeter } from "../../../../lib/cli/commands/run/run_meter.ts";
import { canRun } from "../../../support/program.ts";

/** A meter that keeps what it is told. */
function fakeMeter() {
  const told: unknown[] = [];
  return {
    told,
    createCounter: (name: string) => ({
      add: (value: number, about: Readonly<Record<string, string>>) =>
        void told.push([name, value, about]),
    }),
    createHistogram: (name: string) => ({
      record: (value: number) => void told.push([name, value]),
    }),
    createGauge: () => ({ record: () => {} }),
  };
}

Deno.test("Items are counted by what came of them, and timed in seconds", () => {
  const fake = fakeMeter();
  const meter = new RunMeter(fake);
  const batch = { kind: "range", first: 0, count: 10, rangeStart: 0 } as const;
  const failure = { position: 3, at: 0, message: "no" };
  meter.addOutcomes({
    batch,
    blank: 1,
    emitted: 7,
    output: new Uint8Array(),
    failures: [
      { ...failure, kind: "threw" },
      { ...failure, position: 4, kind: "timeout" },
    ],
  });
  meter.addTime(250);
  assertEquals(fake.told, [
    ["sluice.items", 7, { outcome: "done" }],
    ["sluice.items", 1, { outcome: "threw" }],
    ["sluice.items", 1, { outcome: "timeout" }],
    ["sluice.item.duration", 0.25],
  ]);
});

const MAIN = new URL("../../../../main.ts", import.meta.url).href;

Deno.test("Deno's telemetry has the counts of a run, without a permission", {
  ignore: !canRun,
}, async () => {
  const { stderr } = await new Deno.Command("deno", {
    args: ["run", "--no-prompt", MAIN, "map", "n => n", "--range", "0..300"],
    env: { OTEL_DENO: "true", OTEL_EXPORTER_OTLP_PROTOCOL: "console" },
    stdout: "null",
  }).output();
  const text = new TextDecoder().decode(stderr)
    // deno-lint-ignore no-control-regex -- The exporter writes in colour.
    .replaceAll(/\x1b\[\d*m/g, "");
  assertStringIncludes(text, "METRIC sluice.items");
  assertStringIncludes(text, "value=300");
  assertStringIncludes(text, "METRIC sluice.item.duration");
});
