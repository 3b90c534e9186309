import { assertEquals } from "@std/assert";
import { SeededRandom } from "../../../support/seeded_random.ts";
import "../../../support/guest_setup.ts";
import { textOf } from "../../../../lib/sandbox/guest/batch/text_of.ts";

function strictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
      .decode(bytes);
  } catch {
    return undefined;
  }
}

Deno.test("textOf() says of all bytes what a strict decoder says", () => {
  const random = new SeededRandom(1);
  const bytes = [0x41, 0xef, 0xbf, 0xbd, 0xc3, 0xa4, 0xff, 0x80, 0xe2, 0xbb];
  for (let round = 0; round < 20_000; round++) {
    const text = Uint8Array.from(
      { length: random.below(9) },
      () => random.pick(bytes),
    );
    assertEquals(textOf(text), strictly(text), [...text].join(" "));
  }
  assertEquals(textOf(Uint8Array.of(0xef, 0xbf, 0xbd)), "\ufffd");
});
