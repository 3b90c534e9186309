import { assertEquals } from "@std/assert";
import "../../../support/guest_setup.ts";
import type { ItemFailure } from "../../../../lib/sandbox/guest/batch/item_failure.ts";
import {
  jsonText,
  plainRecord,
} from "../../../../lib/sandbox/guest/table/field_json.ts";

/** Why something is nothing in JSON. */
function said(body: () => unknown): string {
  try {
    body();
  } catch (error) {
    return (error as ItemFailure).message;
  }
  throw new Error("nothing was thrown");
}

Deno.test("What can be asked for its fields is used as it is", () => {
  for (const record of [{ a: 1 }, [1], Object.create(null), "a", 1, null]) {
    assertEquals(plainRecord(record) === record, true);
  }
});

Deno.test("What says how it is in JSON, or is of a class, becomes that", () => {
  class Point {
    x = 1;
    #y = 2;
    get sum(): number {
      return this.x + this.#y;
    }
  }
  assertEquals(plainRecord(new Point()), { x: 1 });
  assertEquals(plainRecord({ a: 1, toJSON: () => [1] }), [1]);
  const said = plainRecord({ toJSON: () => 2n ** 60n + 1n });
  assertEquals(said, 2n ** 60n + 1n);
});

Deno.test("A field is its JSON, and a text where JSON has a text", () => {
  assertEquals(jsonText({ a: [1, "b"] }), '{"a":[1,"b"]}');
  assertEquals(jsonText(new Date(0)), "1970-01-01T00:00:00.000Z");
  assertEquals(jsonText({ toJSON: () => 'a "b"' }), 'a "b"');
});

Deno.test("What is nothing in JSON is named as its record names it", () => {
  assertEquals(said(() => jsonText(() => 1, "f")).endsWith("at .f"), true);
  assertEquals(said(() => jsonText(() => 1, 2)).endsWith("at [2]"), true);
  assertEquals(said(() => jsonText(() => 1)), "JSON cannot hold a function");
  const none = { toJSON: () => undefined };
  assertEquals(
    said(() => jsonText(none, "f")),
    'the field "f" is nothing in JSON',
  );
});
