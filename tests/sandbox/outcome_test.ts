import { assert, assertEquals } from "@std/assert";
import { toOutcomes } from "../../lib/sandbox/outcome.ts";
import { failedResult } from "../../lib/sandbox/result.ts";
import { rangeBatch } from "../support/batches.ts";

Deno.test("Each item of a result has its outcome, in order, with its position", () => {
  const batch = rangeBatch({ first: 5, count: 4 });
  const outcomes = toOutcomes({
    batch,
    output: new TextEncoder().encode('1\n\n{"id":9007199254740993}\n'),
    emitted: 3,
    blank: 0,
    failures: [{ position: 6, at: 2, kind: "threw", message: "no" }],
  });
  assertEquals(outcomes.map((o) => o.ok ? o.value : o.error.message), [
    1,
    "no",
    undefined,
    { id: 9007199254740993n },
  ]);
  assertEquals(outcomes.map(({ index }) => index), [5, 6, 7, 8]);
});

Deno.test("An item that fails says why, and where in the job's text", () => {
  const [failure] = failedResult(rangeBatch({ count: 1 }), "threw", "no")
    .failures;
  assert(failure !== undefined);
  const [outcome] = toOutcomes({
    batch: rangeBatch({ count: 1 }),
    output: new Uint8Array(),
    emitted: 0,
    blank: 0,
    failures: [{ ...failure, trace: [{ line: 2, column: 3 }] }],
  });
  assert(outcome !== undefined && !outcome.ok);
  const { kind, message, line, column } = outcome.error;
  assertEquals([kind, message, line, column], ["threw", "no", 2, 3]);
});
