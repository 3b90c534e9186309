import { assertEquals } from "@std/assert";
import { FinishedValues } from "../../../lib/broker/receiving/finished_values.ts";

const FIRST = { id: "a", sequence: 7, storedAt: 1000 };

Deno.test("A finished value is known when it is given out or stored again", () => {
  const finished = new FinishedValues(500);
  assertEquals(finished.has(FIRST), false);
  finished.add(FIRST);
  assertEquals(finished.has(FIRST), true);
  assertEquals(finished.has({ ...FIRST, sequence: 9, storedAt: 1499 }), true);
});

Deno.test("What the broker may store beside a finished value is another one", () => {
  const finished = new FinishedValues(500);
  finished.add(FIRST);
  finished.add({ id: "", sequence: 8, storedAt: 1000 });
  const others = [
    { ...FIRST, id: "b" },
    // The time within which an id is stored once is over.
    { ...FIRST, sequence: 9, storedAt: 1500 },
    // The queue was made anew.
    { ...FIRST, storedAt: 1400 },
    { ...FIRST, sequence: 2, storedAt: 1400 },
    { id: "", sequence: 8, storedAt: 1400 },
    { id: "", sequence: 9, storedAt: 1000 },
  ];
  assertEquals(others.filter((value) => finished.has(value)), []);
});

Deno.test("The latest finished values are remembered, and not all", () => {
  const finished = new FinishedValues(500);
  const at = (sequence: number) => ({ id: "", sequence, storedAt: 0 });
  for (let n = 0; n < 200_000; n++) finished.add(at(n));
  assertEquals([0, 100_000, 199_999].map((n) => finished.has(at(n))), [
    false,
    true,
    true,
  ]);
});
