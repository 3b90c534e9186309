import { assertEquals } from "@std/assert";
import { runningIn } from "../../../lib/sandbox/dispatch/running.ts";
import { rangeBatch, textBatch } from "../../support/batches.ts";
import { workerSeen } from "../../support/chunks.ts";

Deno.test("What runs is what each worker is on, and ranges have no bytes", () => {
  const workers = [
    workerSeen({ running: rangeBatch({ count: 5 }) }),
    workerSeen({ running: textBatch("1\n22\n") }),
    workerSeen({ running: undefined, depth: 3 }),
  ];
  assertEquals(runningIn(workers), { items: 7, bytes: 5 });
});
