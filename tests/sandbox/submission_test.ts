import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  checkInvariants,
  InvariantError,
} from "../../lib/internal/invariant.ts";
import type { BatchResult } from "../../lib/sandbox/result.ts";
import { rangeBatch } from "../support/batches.ts";
import { submissionOf } from "../support/chunks.ts";
import { settled } from "../support/settled.ts";

/** Outcomes of `count` items. */
function result(count: number, first = 0): BatchResult {
  const batch = rangeBatch({ first, count });
  return { batch, failures: [] } as unknown as BatchResult;
}

Deno.test("A batch is done when each of its items has an outcome, in any order", async () => {
  const told: number[] = [];
  const submission = submissionOf(3, {
    onResult: ({ batch }) => void told.push(batch.first),
  });
  submission.deliver(result(1, 2));
  assert(!await settled(submission.done) && !submission.isOver);
  submission.deliver(result(2));
  await submission.done;
  assert(submission.isOver);
  assertEquals(told, [2, 0]);
});

Deno.test("Of a batch that was given up, nothing is told any more", async () => {
  let told = 0;
  const submission = submissionOf(1, { onResult: () => void told++ });
  submission.fail(new Error("given up"));
  submission.deliver(result(1));
  await assertRejects(() => submission.done, Error, "given up");
  assertEquals(told, 0);
});

Deno.test("What its callback throws gives a batch up", async () => {
  const submission = submissionOf(1, {
    onResult: () => {
      throw new Error("no room");
    },
  });
  submission.deliver(result(1));
  assert(submission.isOver);
  await assertRejects(() => submission.done, Error, "no room");
});

Deno.test("An item with two outcomes breaks an invariant", () => {
  const submission = submissionOf(1);
  const checking = checkInvariants();
  let broken: unknown;
  try {
    submission.deliver(result(2));
  } catch (error) {
    broken = error;
  }
  assert(broken instanceof InvariantError);
  try {
    checking[Symbol.dispose]();
  } catch (error) {
    assert(error === broken);
  }
});
