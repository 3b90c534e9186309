import { assertEquals } from "@std/assert";
import "../../../support/guest_setup.ts";
import {
  lineTexts,
  sureText,
} from "../../../../lib/sandbox/guest/batch/line_texts.ts";

function lines(bytes: Uint8Array<ArrayBuffer>): string[] {
  const next = lineTexts(bytes, sureText(bytes));
  const all: string[] = [];
  for (;;) {
    try {
      const line = next();
      if (line === undefined) return all;
      all.push(line);
    } catch {
      all.push("<failed>");
    }
  }
}

const encode = (text: string) => new TextEncoder().encode(text);

Deno.test("Lines are the same whether all is sure to be UTF-8 or not", () => {
  for (const text of ["a\n\nb", "a\n\nb\n", "\n", "\n\n", "\ufeffa\r\n"]) {
    const expected = text.replace(/\n$/, "").split("\n");
    assertEquals(lines(encode(text)), expected);
    const withMark = encode(`\ufffd\n${text}`);
    assertEquals(sureText(withMark), undefined);
    assertEquals(lines(withMark), ["\ufffd", ...expected]);
  }
});

Deno.test("A line that is not UTF-8 fails alone", () => {
  const bytes = Uint8Array.of(0x61, 10, 0xff, 10, 10, 0x62);
  assertEquals(lines(bytes), ["a", "<failed>", "", "b"]);
});

Deno.test("The text that is sure ends before the last line feed, and only that", () => {
  assertEquals(sureText(encode("a\nb\n")), "a\nb");
  assertEquals(sureText(encode("a\n\n")), "a\n");
  assertEquals(sureText(encode("a")), "a");
});
