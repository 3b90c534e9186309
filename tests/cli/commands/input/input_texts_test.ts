import { assertEquals } from "@std/assert";
import { InputTexts } from "../../../../lib/cli/commands/input/input_texts.ts";
import { textBatch } from "../../../support/batches.ts";

Deno.test("An input is told as it was read, a mark at the start of its line too", () => {
  const inputs = new InputTexts(textBatch("a\n\ufeffb\r\nc"));
  assertEquals([inputs.at(1), inputs.at(2)], ["\ufeffb", "c"]);
});
