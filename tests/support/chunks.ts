import type { Batch } from "../../lib/framing/batch.ts";
import type { Chunk } from "../../lib/sandbox/chunk.ts";
import {
  Submission,
  type SubmissionOptions,
} from "../../lib/sandbox/submission.ts";
import type { GuestWorker } from "../../lib/sandbox/worker/worker.ts";
import { rangeBatch } from "./batches.ts";

/** A batch of `count` items that was submitted, with whatever a test does not say. */
export function submissionOf(
  count: number,
  options: Partial<SubmissionOptions> = {},
): Submission {
  return new Submission(count, {
    ...{ input: "range", output: "ndjson", onResult: () => {} },
    ...{ timeout: 1, retries: 0, canDiffer: false, lane: {}, order: 1 },
    ...options,
  });
}

/** A chunk, of some integers if a test does not say of what. */
export function chunkOf(
  submission: Submission,
  { batch = rangeBatch({ count: 1 }), ...rest }: Partial<Chunk> & {
    batch?: Batch;
  } = {},
): Chunk {
  return { submission, batch, attempt: 0, alone: false, ...rest };
}

/** A worker as those see it who only look at it. */
export function workerSeen(of: Partial<GuestWorker> = {}): GuestWorker {
  const idle = { isReady: true, depth: 0, hasRun: false, lastProgress: 0 };
  return { ...idle, held: [], ...of } as GuestWorker;
}
