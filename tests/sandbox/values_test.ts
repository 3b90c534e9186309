import { assertEquals, assertRejects } from "@std/assert";
import { ItemError } from "../../lib/errors.ts";
import type { Outcome } from "../../lib/sandbox.ts";
import { quickSandbox } from "../support/jobs.ts";
import { shareSandbox } from "../support/shared_sandbox.ts";
import { collect } from "../support/lines_of.ts";

const BIG = 12345678901234567890n;

const shared = shareSandbox("item => [typeof item, item]");

/** Values, and kinds of failures. */
function seen(outcomes: readonly Outcome[]): unknown[] {
  return outcomes.map((o) =>
    o.ok ? o.value : `${o.error.kind}: ${o.error.message}`
  );
}

shared(
  "Sandbox takes and gives integers of any size, and numbers as numbers",
  async (sandbox) => {
    assertEquals(await sandbox.run(BIG), ["bigint", BIG]);
    assertEquals(await sandbox.run(2 ** 60), ["number", 2 ** 60]);
    assertEquals(await sandbox.run(1e300), ["number", 1e300]);
    assertEquals(await sandbox.run(10n), ["number", 10]);
    assertEquals(
      seen(await collect(sandbox.map([1, 2, BIG, -(2 ** 53), 0.1]))),
      [["number", 1], ["number", 2], ["bigint", BIG], ["number", -(2 ** 53)], [
        "number",
        0.1,
      ]],
    );
  },
);

Deno.test("Sandbox gives doubles to a job that wants them", async () => {
  await using sandbox = quickSandbox("n => n + 1", {
    numbers: "double",
    workers: 1,
  });
  assertEquals(await sandbox.run(2n ** 53n), 2 ** 53);
});

shared(
  "Sandbox fails each item that JSON cannot hold, and only that",
  async (sandbox) => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const bad = {
      toJSON() {
        throw new Error("not me");
      },
    };
    const good = { toJSON: () => ({ a: 1 }) };
    const items = [
      1,
      circle,
      { a: [NaN] },
      undefined,
      bad,
      good,
      () => 1,
      new Map(),
      Symbol("x"),
      2,
    ];
    const outcomes = seen(await collect(sandbox.map(items)));
    assertEquals(outcomes, [
      ["number", 1],
      "input: Converting circular structure to JSON",
      "input: JSON cannot hold NaN, which is at .a[0]",
      "input: JSON cannot hold undefined",
      "input: not me",
      ["object", { a: 1 }],
      "input: JSON cannot hold a function",
      "input: JSON cannot hold a Map",
      "input: JSON cannot hold a symbol",
      ["number", 2],
    ]);
    const error = await assertRejects(() => sandbox.run(circle), ItemError);
    assertEquals(error.kind, "input");
  },
);

function* breaking(count: number) {
  for (let n = 0; n < count; n++) yield n;
  throw new Error("no more");
}

shared(
  "Sandbox.map() gives the outcome of each item there was before its source throws",
  async (sandbox) => {
    for (const count of [0, 1, 255, 256, 700]) {
      const outcomes: Outcome[] = [];
      await assertRejects(
        async () => {
          for await (const outcome of sandbox.map(breaking(count))) {
            outcomes.push(outcome);
          }
        },
        Error,
        "no more",
      );
      assertEquals(
        seen(outcomes),
        Array.from({ length: count }, (_, n) => ["number", n]),
      );
    }
  },
);
