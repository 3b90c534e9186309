import { assertEquals } from "@std/assert";
import {
  type Item,
  outcomesOf,
  toBatch,
} from "../../../../../lib/cli/commands/broker/work/item_batch.ts";
import type { BatchResult, Failure } from "../../../../../lib/mod.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Items with these texts, from the tenth of a queue on. */
function itemsOf(...texts: readonly string[]): Item[] {
  return texts.map((text, at) =>
    ({ bytes: encode(text), sequence: 10 + at }) as Item
  );
}

Deno.test("Items become one line each, whatever line feeds their JSON has", () => {
  const { bytes, count, indexes } = toBatch(itemsOf("[1,\n2]", "\n", "3"), 5);
  assertEquals(decode(bytes), "[1,\r2]\n\r\n3\n");
  assertEquals([count, [...indexes ?? []]], [3, [9, 10, 11]]);
});

Deno.test("Each item gets its own line, its failure, or nothing", () => {
  const items = itemsOf("0", "1", "2", "3", "4");
  const failure = { position: 102, kind: "threw", message: "no" } as Failure;
  const { bytes: _, ...batch } = toBatch(items.slice(1), 101);
  const result = {
    batch: { ...batch, bytes: encode("1\n2\n3\n4\n") },
    output: encode('"one"\n\n"four"\n'),
    failures: [failure],
  } as unknown as BatchResult;
  const outcomes = outcomesOf(result, { items, first: 100 });
  assertEquals(
    outcomes.map(({ item, line, failure }) => [
      decode(item.bytes),
      decode(line),
      failure?.kind,
    ]),
    [
      ["1", '"one"\n', undefined],
      ["2", "", "threw"],
      ["3", "", undefined],
      ["4", '"four"\n', undefined],
    ],
  );
});
