import { assertEquals } from "@std/assert";
import {
  itemJson,
  itemString,
} from "../../../../lib/cli/commands/broker/item_json.ts";

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

Deno.test("An item of more lines is told on one, with its own digits", () => {
  assertEquals(itemJson(encode('{\r\n"a":1.50\n}')), '{  "a":1.50 }');
});

Deno.test("An item that is no JSON is told as a string, a mark before it too", () => {
  assertEquals(itemJson(encode("\ufeff{}")), '"\ufeff{}"');
  assertEquals(itemString(encode("\ufeffa\nb")), '"\ufeffa\\nb"');
});
