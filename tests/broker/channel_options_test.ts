import { assertEquals, assertThrows } from "@std/assert";
import {
  checkOpenOptions,
  jsonCodec,
} from "../../lib/broker/channel_options.ts";

Deno.test.each([
  { window: 0 },
  { window: Infinity },
  { attempts: 0 },
  { attempts: 1.5 },
  { create: { capacity: 0 } },
])("No channel works with %j", (options) => {
  assertThrows(() => checkOpenOptions(options), RangeError);
});

Deno.test("Values may be taken without end", () => {
  checkOpenOptions({ window: 1, attempts: Infinity, create: { capacity: 1 } });
  checkOpenOptions({});
});

Deno.test("JSON comes back as it went, and what JSON cannot hold is refused", () => {
  const codec = jsonCodec<unknown>();
  const value = { a: [1, "é\u2028", null] };
  assertEquals(codec.decode(codec.encode(value)), value);
  for (const none of [undefined, () => 0, Symbol()]) {
    assertThrows(() => codec.encode(none), TypeError, "JSON cannot hold");
  }
  assertThrows(() => codec.decode(new Uint8Array([0x7b])), SyntaxError);
});
