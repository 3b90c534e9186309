import { assertEquals } from "@std/assert";
import { isJson } from "../../lib/cli/is_json.ts";

Deno.test.each([["null"], [' {"a": 1}\r'], ["1e9"], ['"\\u0000"']])(
  "One value of JSON is known: %s",
  (text) => assertEquals(isJson(text), true),
);

Deno.test.each([[""], ["1 2"], ["{"], ["'a'"], ["NaN"], ["\ufeff1"]])(
  "What is not one value of JSON is known: %s",
  (text) => assertEquals(isJson(text), false),
);
