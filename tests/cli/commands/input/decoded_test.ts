import { assertEquals } from "@std/assert";
import { decoded } from "../../../../lib/cli/commands/input/decoded.ts";
import { chunkedRead } from "../../../support/chunked_read.ts";
import { utf16 } from "../../../support/compressed.ts";

/** The bytes that are read, few at a time. */
async function read(
  chunks: readonly Uint8Array[],
  encoding: string,
): Promise<number[]> {
  const from = decoded(chunkedRead(chunks), encoding);
  const all: number[] = [];
  for (;;) {
    const buffer = new Uint8Array(2);
    const size = await from(buffer);
    if (size === null) return all;
    all.push(...buffer.subarray(0, size));
  }
}

const utf8 = (text: string) => [...new TextEncoder().encode(text)];

Deno.test("Text is the same wherever its bytes are cut, without its mark", async () => {
  const text = "a\nä😀\ufffd\n";
  const bytes = utf16(`\ufeff${text}`);
  for (let at = 0; at <= bytes.length; at++) {
    const chunks = [bytes.subarray(0, at), bytes.subarray(at)]
      .filter((part) => part.length > 0);
    assertEquals(await read(chunks, "utf-16le"), utf8(text));
  }
  const single = [...bytes].map((byte) => Uint8Array.of(byte));
  assertEquals(await read(single, "utf-16le"), utf8(text));
});

Deno.test("What is no text of the encoding becomes no text of UTF-8 either", async () => {
  const half = utf16("a\ud800b\n");
  assertEquals(await read([half], "utf-16le"), [0x61, 0xff, 0x62, 0x0a]);
  const broken = utf16("a\n").subarray(0, 3);
  assertEquals(await read([broken], "utf-16le"), [0x61, 0xff]);
});

Deno.test("Bytes of one encoding are read as that", async () => {
  const latin = [Uint8Array.of(0xe4, 0x80, 0x0a)];
  assertEquals(await read(latin, "windows-1252"), utf8("ä€\n"));
  assertEquals(await read([], "utf-16be"), []);
});

const gbOf = (text: string) =>
  [...text].flatMap((character) =>
    character === "\ufffd" ? [0x84, 0x31, 0xa4, 0x37] : utf8(character)
  );

Deno.test.each<[encoding: string, bytes: Uint8Array]>([
  ["utf-16le", utf16("good \ufffd\nbad \ud800\nalso \ufffd\n")],
  [
    "gb18030",
    Uint8Array.from([
      ...[...gbOf("good \ufffd\nbad "), 0xff],
      ...gbOf("\nalso \ufffd\n"),
    ]),
  ],
])(
  "Of %s, a line that is no text costs no other line its U+FFFD",
  async (encoding, bytes) => {
    const expected = [
      ...[...utf8("good \ufffd\nbad "), 0xff],
      ...utf8("\nalso \ufffd\n"),
    ];
    assertEquals(await read([bytes], encoding), expected);
  },
);

Deno.test("A fault that the reads cut in two hides none behind it", async () => {
  const bytes = utf16("a\ud800b\ud800\nc\ud800\n");
  const expected = [0x61, 0xff, 0x62, 0xff, 0x0a, 0x63, 0xff, 0x0a];
  for (let at = 1; at < bytes.length; at++) {
    const chunks = [bytes.subarray(0, at), bytes.subarray(at)];
    assertEquals(await read(chunks, "utf-16le"), expected, `cut at ${at}`);
  }
});
