import { assertEquals } from "@std/assert";
import { MemoryWatch } from "../../../lib/sandbox/worker/memory_watch.ts";

const MB = 2 ** 20;

/** A watch of two workers of 100 MB, in a process that takes what the test says. */
function watchOf(memory: { bytes: number }): MemoryWatch {
  const measure = () => memory.bytes;
  return new MemoryWatch({ workers: 2, memory: 100 * MB, measure });
}

Deno.test("A process may take what it took before, and what its workers may", () => {
  const memory = { bytes: 80 * MB };
  const watch = watchOf(memory);
  watch.open();
  memory.bytes = (80 + 2 * 150 + 192) * MB;
  assertEquals(watch.look(0), "fine");
  memory.bytes += 1;
  assertEquals(watch.look(49), "fine", "it looks now and then");
  assertEquals(watch.look(50), "end one");
  watch.close();
});

Deno.test("The next worker is ended only when the memory of the last was not given back", () => {
  const memory = { bytes: 0 };
  const watch = watchOf(memory);
  watch.open();
  memory.bytes = 2_000 * MB;
  const seen: string[] = [];
  for (let now = 0; now <= 4_000; now += 500) seen.push(watch.look(now));
  assertEquals(seen.filter((verdict) => verdict !== "fine"), [
    "end one",
    "end one",
    "end one",
    "end all",
    "end all",
  ]);
  memory.bytes = 0;
  assertEquals(watch.look(6_000), "fine");
  memory.bytes = 2_000 * MB;
  assertEquals(watch.look(7_000), "end one");
  watch.close();
});

Deno.test("The workers of all sandboxes of a program share what they may take", () => {
  const memory = { bytes: 0 };
  const [first, second] = [watchOf(memory), watchOf(memory)];
  first.open();
  second.open();
  memory.bytes = (2 * 2 * 150 + 192) * MB;
  assertEquals([first.look(0), second.look(0)], ["fine", "fine"]);
  second.close();
  assertEquals(first.look(100), "end one");
  first.close();
});
