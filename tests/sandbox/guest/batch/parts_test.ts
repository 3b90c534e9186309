import { assert, assertEquals } from "@std/assert";
import "../../../support/guest_setup.ts";
import {
  inParts,
  type Items,
  PART,
} from "../../../../lib/sandbox/guest/batch/parts.ts";

/** The lines of a part, which notes how long it is. */
function linesOf(part: Uint8Array, sizes: number[]): Items {
  sizes.push(part.length);
  const lines = new TextDecoder().decode(part).split("\n");
  if (lines.at(-1) === "") lines.pop();
  let next = 0;
  return {
    next: () => lines[next++],
    line: () => `line ${lines[next - 1]}`,
    again: () => `again ${lines[next - 1]}`,
    record: () => `record ${lines[next - 1]}`,
  };
}

function open(text: string) {
  const sizes: number[] = [];
  const bytes = new TextEncoder().encode(text);
  return { items: inParts(bytes, (part) => linesOf(part, sizes)), sizes };
}

Deno.test("Parts end with a line, and all lines are there once", () => {
  const lines = Array.from({ length: 30_000 }, (_, n) => `${n}`);
  for (const end of ["\n", ""]) {
    const { items, sizes } = open(lines.join("\n") + end);
    assertEquals(lines.map(() => items.next()), lines);
    assertEquals(items.next(), undefined);
    assertEquals(items.next(), undefined);
    const whole = sizes.slice(0, -1);
    assert(whole.length > 1);
    for (const size of whole) assert(size > PART && size < PART + 10);
  }
});

Deno.test("A line that is longer than a part is a part", () => {
  const long = "x".repeat(3 * PART);
  const { items, sizes } = open(`${long}\nb\n`);
  assertEquals([items.next(), items.next()], [long, "b"]);
  assertEquals(sizes, [long.length + 1, 2]);
});

Deno.test("The item is asked of the part that it is in", () => {
  const long = "x".repeat(PART);
  const { items } = open(`${long}\nb\n`);
  items.next();
  assertEquals(items.line(), `line ${long}`);
  items.next();
  assertEquals([items.line(), items.record()], ["line b", "record b"]);
  assertEquals(items.again(), "again b");
  assertEquals(items.isPlainRow?.(), false);
});
