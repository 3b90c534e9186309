import { assert, assertEquals } from "@std/assert";
import {
  countedJob,
  type Job,
  type JobParts,
  locateIn,
  makeJob,
} from "../../../lib/sandbox/job/job.ts";

/** A job whose text is its source behind three characters, on two lines. */
function job(of: Partial<JobParts> = {}): Job {
  return makeJob({
    ...{ form: "expression", source: "ab\ncd", text: "() ab\ncd }" },
    ...{ needs: [], noResultReason: undefined, isCounted: false },
    takesTools: false,
    origin: (position) =>
      position >= 3 && position < 8 ? position - 3 : undefined,
    count: () => Promise.resolve(job({ isCounted: true })),
    ...of,
  });
}

Deno.test("Frames are found in the job's own text, and those around it are left out", () => {
  const frames = [1, 4, 2, 2, 1, 1, 9, 9];
  const places = job().trace(frames);
  assertEquals(places.map(({ line, column }) => [line, column]), [
    [1, 1],
    [2, 2],
  ]);
  assertEquals(job().trace([1]), []);
});

Deno.test("A text of several sources knows which one a place is in", () => {
  const place = { line: 7, column: 1, sourceLine: "other" };
  const many = job({ locate: (at) => at === 4 ? place : undefined });
  assertEquals(many.trace([1, 5, 1, 4]), [place]);
  assertEquals(locateIn(many, 0), undefined);
});

Deno.test("A job is counted once", async () => {
  const counted = await countedJob(job());
  assert(counted.isCounted && await countedJob(counted) === counted);
});
