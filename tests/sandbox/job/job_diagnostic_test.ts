import { assert, assertEquals } from "@std/assert";
import {
  further,
  JobDiagnostic,
  jobError,
  tooDeep,
  tooSlow,
} from "../../../lib/sandbox/job/job_diagnostic.ts";

const at = (position?: number) =>
  new JobDiagnostic("no", position === undefined ? {} : { position });

Deno.test("The parser that got further knew better, and the first of two that got as far", () => {
  const [none, early, late] = [at(), at(1), at(5)];
  assertEquals(further(early, late), late);
  assertEquals(further(late, early), late);
  assert(further(early, at(1)) === early);
  assertEquals(further(none, at(0)).position, 0);
  assert(further(none, at()) === none);
});

Deno.test("A fault keeps its kind where it moves, and its place only where there is one", () => {
  const fault = new JobDiagnostic("no", {
    ...{ position: 3, kind: "import", isFinal: true },
  });
  const moved = fault.movedBy((position) => position * 2);
  assertEquals([moved.position, moved.kind, moved.isFinal], [
    6,
    "import",
    true,
  ]);
  assertEquals(fault.movedBy(() => undefined).position, undefined);
  assertEquals(at().movedBy(() => 7).position, undefined);
});

Deno.test("What took too long, or is too deep, no other parser may try", () => {
  assertEquals([tooDeep().isFinal, tooSlow().isFinal], [true, true]);
  assertEquals([tooDeep().kind, tooSlow().kind], ["syntax", "timeout"]);
  assertEquals([at(1).isFinal, at(1).kind], [false, "syntax"]);
});

Deno.test("The author is told the line and the column as an editor shows them", () => {
  const source = "a\r\nb\u2028c\rd";
  const error = jobError(at(source.indexOf("c")), source);
  assertEquals([error.line, error.column], [2, 3]);
  const end = jobError(at(source.length), source);
  assertEquals([end.line, end.column], [3, 2]);
  assertEquals(jobError(at(), source).line, undefined);
});
