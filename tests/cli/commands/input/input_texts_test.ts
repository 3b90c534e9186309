import { assertEquals } from "@std/assert";
import { InputTexts } from "../../../../lib/cli/commands/input/input_texts.ts";
import { textBatch } from "../../../support/batches.ts";

Deno.test("An input is told as it was read, a mark at the start of its line too", () => {
  const inputs = new InputTexts(textBatch("a\n\ufeffb\r\nc"));
  assertEquals([inputs.at(1), inputs.at(2)], ["\ufeffb", "c"]);
});

Deno.test("Inputs are the same texts whether few or all of a batch are wanted", () => {
  const bytes = Uint8Array.from([
    ...[0xe2, 0x82, 10, 0xff, 0xfe, 13, 10, 10, 0xc3, 0xa9, 0xe2, 13, 13, 10],
    ...[0xef, 0xbb, 0xbf, 0x61, 10, 0xf0, 0x9f, 0x98],
  ]);
  const batch = { kind: "bytes", first: 3, count: 6, bytes } as const;
  const [few, all] = [1, 6].map((wanted) => {
    const inputs = new InputTexts(batch, wanted);
    return Array.from({ length: 6 }, (_, item) => inputs.at(3 + item));
  });
  assertEquals(few, all);
  assertEquals(all?.[1], "\ufffd\ufffd");
});
