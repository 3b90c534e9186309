import { assert } from "@std/assert";
import { LaneFinishes } from "../../../lib/sandbox/dispatch/lane_finishes.ts";
import { chunkOf, submissionOf, workerSeen } from "../../support/chunks.ts";
import { settled } from "../../support/settled.ts";

const LANE = {};

/** A worker that holds a chunk of a lane, behind one of another. */
function workerOn(lane: object) {
  const submission = submissionOf(1, { lane });
  const other = chunkOf(submissionOf(1));
  return {
    workers: new Set([
      workerSeen(),
      workerSeen({ held: [other, chunkOf(submission)] }),
    ]),
    submission,
  };
}

Deno.test("A lane is finished when no worker holds a chunk of it", async () => {
  const finishes = new LaneFinishes();
  const finished = finishes.add(LANE);
  assert(finishes.add(LANE) === finished);
  const other = finishes.add({});
  finishes.look(workerOn(LANE).workers);
  assert(!await settled(finished));
  await other;
  finishes.look(new Set());
  await finished;
});

Deno.test("Chunks of a batch that was given up hold no lane", async () => {
  const finishes = new LaneFinishes();
  const finished = finishes.add(LANE);
  const { workers, submission } = workerOn(LANE);
  submission.fail(new Error("given up"));
  finishes.look(workers);
  await finished;
});

Deno.test("A lane that was finished can be waited for again", async () => {
  const finishes = new LaneFinishes();
  const first = finishes.add(LANE);
  finishes.look(new Set());
  await first;
  const second = finishes.add(LANE);
  assert(!await settled(second));
  finishes.look(new Set());
  await second;
});
