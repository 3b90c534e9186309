import { assert, assertEquals } from "@std/assert";
import { Event, JsonScan, SLICE } from "../../../lib/framing/json/json_scan.ts";
import { decode, encode } from "../../../lib/internal/bytes.ts";

function put(scan: JsonScan, text: string): void {
  scan.put(encode(text));
}

/** What one step says. */
function step(scan: JsonScan, most = 100) {
  const { event, text, lines, whole } = scan.follow(most);
  return { event, text: decode(text), lines, whole };
}

Deno.test("Elements become lines, and what has begun stands after them", () => {
  const scan = new JsonScan();
  put(scan, '[1, {"a": "]"},2');
  assertEquals(step(scan), {
    ...{ event: Event.None, text: '1\n{"a": "]"}\n2', lines: 2, whole: 13 },
  });
  assert(scan.isDone && scan.isInArray);
});

Deno.test("No more lines come at once than are wanted, and the rest later", () => {
  const scan = new JsonScan();
  put(scan, "[1,2,3,");
  assertEquals(step(scan, 2).lines, 2);
  assert(!scan.isDone);
  assertEquals(step(scan, 2).text, "3\n");
  assert(scan.isDone);
});

Deno.test("It knows over slices whether it is inside of a string", () => {
  const scan = new JsonScan();
  put(scan, '["a\\');
  step(scan);
  assert(!scan.isClosed && scan.isInValue);
  put(scan, '"');
  step(scan);
  assert(!scan.isClosed);
  put(scan, '"');
  step(scan);
  assert(scan.isClosed);
});

Deno.test("It knows the line on which what is open begins", () => {
  const scan = new JsonScan();
  put(scan, "\n\n[\n1,\n");
  step(scan);
  assertEquals(scan.beginLine, 3);
});

Deno.test("A word outside of all brackets ends where a blank or a value follows", () => {
  const scan = new JsonScan();
  put(scan, "nul");
  step(scan);
  assert(scan.isInScalar && !scan.isInArray);
  put(scan, "l\n");
  assertEquals(step(scan).event, Event.ScalarEnd);
  assert(!scan.isInScalar);
});

Deno.test("A slice of the largest size is followed to its end", () => {
  const scan = new JsonScan();
  put(scan, "[" + "1,".repeat(SLICE / 2 - 1) + "2");
  let lines = 0;
  while (!scan.isDone) lines += step(scan, 1_000).lines;
  assertEquals(lines, SLICE / 2 - 1);
});
