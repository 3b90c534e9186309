import { assertEquals } from "@std/assert";
import { RateMeter } from "../../../lib/cli/report/rate_meter.ts";

/** The rates after one item every `everyMs` milliseconds, looked at as often. */
function steady(everyMs: number, items: number) {
  const meter = new RateMeter();
  let rates = meter.update({ finished: 0, elapsedMs: 0 });
  for (let item = 1; item <= items; item++) {
    rates = meter.update({ finished: item, elapsedMs: item * everyMs });
  }
  return rates;
}

Deno.test("A steady run has one rate", () => {
  assertEquals(steady(10, 1000), { recent: 100, average: 100 });
  assertEquals(steady(4000, 50), { recent: 0.25, average: 0.25 });
});

Deno.test("The recent rate follows a change within seconds", () => {
  const meter = new RateMeter();
  for (let tick = 1; tick <= 100; tick++) {
    meter.update({ finished: tick * 10, elapsedMs: tick * 100 });
  }
  let recent = 0;
  for (let tick = 1; tick <= 40; tick++) {
    const now = { finished: 1000 + tick, elapsedMs: 10_000 + tick * 100 };
    recent = meter.update(now).recent;
  }
  assertEquals(Math.round(recent), 10);
});

Deno.test("Nothing finished in no time is no rate", () => {
  const meter = new RateMeter();
  assertEquals(meter.update({ finished: 0, elapsedMs: 0 }), {
    recent: 0,
    average: 0,
  });
});

Deno.test("A run that stands still becomes slower, and never faster", () => {
  const meter = new RateMeter();
  meter.update({ finished: 1000, elapsedMs: 1000 });
  const rates = [2000, 5000, 20_000, 100_000].map((elapsedMs) =>
    meter.update({ finished: 1000, elapsedMs }).recent
  );
  assertEquals(rates, rates.toSorted((a, b) => b - a));
});
