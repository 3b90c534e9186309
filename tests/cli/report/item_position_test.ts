import { assertEquals } from "@std/assert";
import { placeText } from "../../../lib/cli/report/item_position.ts";

Deno.test.each(
  [
    [{ label: "line", position: 3 }, "line 3"],
    [{ label: "item", position: 3 }, "item 3"],
    [{ label: "line", position: 3, file: "a.csv" }, "a.csv:3"],
    [{ label: "item", position: 3, file: "a.json" }, "a.json: item 3"],
    [{ label: "line", position: 3, file: "a\x1b[31m" }, "a\\u001b[31m:3"],
  ] as const,
)("%j is shown as %s", (position, text) => {
  assertEquals(placeText(position), text);
});
