import { assertEquals } from "@std/assert";
import { isReserved, namesOf } from "../../../lib/broker/queue/names.ts";

Deno.test("The names that belong to a queue are all different", () => {
  const names = Object.values(namesOf("orders"));
  assertEquals(new Set(names).size, names.length);
});

Deno.test("A queue cannot have the name of another's dead letters or inputs", () => {
  const { dead, sends } = namesOf("orders");
  assertEquals([dead, sends, "orders", "dead", "sends"].map(isReserved), [
    true,
    true,
    false,
    false,
    false,
  ]);
});
