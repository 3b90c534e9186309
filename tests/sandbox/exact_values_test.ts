import { assertEquals } from "@std/assert";
import { exactValue, parserFor } from "../../lib/sandbox/exact_values.ts";

Deno.test.each<[string, unknown]>([
  ["", undefined],
  ["null", null],
  ["[1,2.5]", [1, 2.5]],
  ["12345678901234567890", 12345678901234567890n],
  ['{"id":9007199254740993}', { id: 9007199254740993n }],
  ['"12345678901234567890"', "12345678901234567890"],
  ["1e300", 1e300],
])("The value of %j has all its digits", (json, value) => {
  assertEquals(exactValue(json), value);
});

Deno.test("One parser serves all values of a text, long numbers among them", () => {
  const values = ["1", "", "98765432109876543210"];
  assertEquals(values.map(parserFor(values.join("\n"))), [
    1,
    undefined,
    98765432109876543210n,
  ]);
});
