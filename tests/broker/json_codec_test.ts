import { assertEquals, assertThrows } from "@std/assert";
import { jsonCodec } from "../../lib/broker/json_codec.ts";

const codec = jsonCodec<unknown>();
const utf8 = (text: string) => new TextEncoder().encode(text);

Deno.test.each<[what: string, value: unknown]>([
  ["values within values", { a: [1, "é\u2028", null, 1.5, -0.25] }],
  ["an integer beyond 2^53", { id: 12345678901234567890n }],
  ["a text that begins with U+FEFF", "\ufeffa"],
  ["a number beyond 2^53, which stays one", 2 ** 60],
])("JSON gives back %s as it went", (_, value) => {
  assertEquals(codec.decode(codec.encode(value)), value);
});

Deno.test("An integer keeps the digits that another program wrote", () => {
  assertEquals(codec.decode(utf8('{"id":9007199254740993}')), {
    id: 9007199254740993n,
  });
});

Deno.test.each<[what: string, value: unknown]>([
  ["nothing", undefined],
  ["a function", () => 0],
  ["a symbol", Symbol()],
  ["a number that is none", { a: [NaN] }],
  ["a function within", { a: () => 0 }],
  ["a Map", new Map([[1, 2]])],
])("A value is refused of which JSON would lose %s", (_, value) => {
  assertThrows(() => codec.encode(value), TypeError, "JSON cannot hold");
});

Deno.test.each<[what: string, bytes: Uint8Array]>([
  ["half a value", utf8("{")],
  ["nothing", utf8("")],
  ["a mark before the value", utf8("\ufeff1")],
  ["bytes that are no UTF-8", Uint8Array.of(0x22, 0xff, 0x22)],
])("What is no JSON is refused: %s", (_, bytes) => {
  assertThrows(() => codec.decode(bytes));
});
