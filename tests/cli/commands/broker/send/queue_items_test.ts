import { assertEquals } from "@std/assert";
import { itemsOf } from "../../../../../lib/cli/commands/broker/send/queue_items.ts";
import type { Batch } from "../../../../../lib/mod.ts";
import { rangeBatch, textBatch } from "../../../../support/batches.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Items as `position text`, or `position: fault`. */
function texts(batch: Batch, format: "ndjson" | "lines" | "range"): string[] {
  return [...itemsOf(batch, format)].map(({ position, bytes, fault }) =>
    bytes === undefined
      ? `${position}: ${fault}`
      : `${position} ${decoder.decode(bytes)}`
  );
}

Deno.test("Lines of JSON go into a queue as they are, less blank ones", () => {
  const batch = textBatch("1.50\n \t\r\n{ }\r\n[1]", { first: 7 });
  assertEquals(texts(batch, "ndjson"), ["7 1.50", "9 { }", "10 [1]"]);
});

Deno.test("Plain lines go into a queue as JSON strings, blank ones too", () => {
  const batch = textBatch('a"b\n\n é\r\n');
  assertEquals(texts(batch, "lines"), ['0 "a\\"b"', '1 ""', '2 " é"']);
});

Deno.test("A plain line that is not UTF-8 has a fault, and costs no other", () => {
  const bytes = Uint8Array.of(97, 10, 0xff, 10, 98, 10);
  const batch = { kind: "bytes", first: 0, count: 3, bytes } as const;
  assertEquals(texts(batch, "lines"), ['0 "a"', "1: it is not UTF-8", '2 "b"']);
});

Deno.test("Numbers of a range go into a queue with their positions", () => {
  const batch = rangeBatch({ first: 2, count: 3, rangeStart: -1 });
  assertEquals(texts(batch, "range"), ["2 -1", "3 0", "4 1"]);
});

Deno.test("A mark at the start of a later line is a part of that line", () => {
  assertEquals(texts(textBatch("a\n\ufeffb"), "lines"), [
    '0 "a"',
    '1 "\ufeffb"',
  ]);
});
