import { assertEquals } from "@std/assert";
import { WrittenItems } from "../../../../lib/cli/commands/run/written_items.ts";

function part(first: number, count: number, blank = 0) {
  const batch = { kind: "range", first, count, rangeStart: first } as const;
  return { batch, blank };
}

Deno.test("Items that were written in order are all first", () => {
  const written = new WrittenItems();
  written.add(part(0, 10));
  written.add(part(10, 5));
  assertEquals([written.count, written.first], [15, 15]);
});

Deno.test("A gap ends the first items, until it is filled", () => {
  const written = new WrittenItems();
  written.add(part(5, 5));
  written.add(part(10, 5));
  assertEquals([written.count, written.first], [10, 0]);
  written.add(part(0, 5));
  assertEquals([written.count, written.first], [15, 15]);
});

Deno.test("Items that were left out before the first are no gap", () => {
  const written = new WrittenItems();
  written.begin(100);
  written.add(part(100, 10));
  assertEquals([written.count, written.first], [10, 10]);
});

Deno.test("A blank line is no item", () => {
  const written = new WrittenItems();
  written.add(part(0, 10, 4));
  written.add(part(10, 1));
  assertEquals([written.count, written.first], [7, 7]);
});
