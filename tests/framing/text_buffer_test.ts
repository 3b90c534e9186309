import { assert, assertEquals, assertThrows } from "@std/assert";
import { bytesOf } from "../../lib/framing/batch.ts";
import { BUFFER_SIZE, BufferPool } from "../../lib/framing/buffer_pool.ts";
import { TextBuffer } from "../../lib/framing/text_buffer.ts";
import { encode } from "../../lib/internal/bytes.ts";
import { linesOf } from "../support/lines_of.ts";

const open = (options: { maxItems?: number; longestLine?: number } = {}) =>
  new TextBuffer({ maxItems: 10, buffers: new BufferPool(), ...options });

/** Whole lines, and then the begin of a text. */
function appended(lines: readonly string[], begun = "") {
  const whole = lines.map((line) => `${line}\n`).join("");
  return {
    text: encode(whole + begun),
    lines: lines.length,
    whole: encode(whole).length,
  };
}

const begin = (text: string) => appended([], text);

Deno.test("Lines are given out, and the text that has begun is kept", () => {
  const texts = open();
  texts.append(appended(["1", "2"], "[3,"));
  assertEquals(linesOf(texts.take()), ["1", "2"]);
  assert(texts.isEmpty);
  texts.append(begin("4]"));
  texts.finish();
  const [batch] = texts.take();
  assertEquals([batch?.first, linesOf(batch ? [batch] : [])], [2, ["[3,4]"]]);
});

Deno.test("A text may grow beyond every buffer", () => {
  const texts = open();
  const part = "x".repeat(2 ** 18);
  for (let n = 0; n < 5; n++) texts.append(begin(part));
  texts.finish();
  assertEquals(linesOf(texts.take()), [part.repeat(5)]);
});

Deno.test("Lines lie in buffers of the one size that is used again", () => {
  const texts = open();
  // What has begun moves to the next buffer; only a text that fills one has its own.
  const sizes = ["2", "x".repeat(2 ** 18), "x".repeat(2 ** 19)].map((begun) => {
    texts.append(appended(["1"], begun));
    texts.take();
    texts.finish();
    const [batch] = texts.take();
    return batch && bytesOf(batch)?.buffer.byteLength;
  });
  const [first, second, third = 0] = sizes;
  assertEquals([first, second], [BUFFER_SIZE, BUFFER_SIZE]);
  assert(third > BUFFER_SIZE);
});

Deno.test("A text is as long as it may be, or is refused without its bytes", () => {
  const texts = open({ longestLine: 3 });
  texts.append(begin("abc"));
  texts.finish();
  for (const part of ["ab", "cd"]) texts.append(begin(part));
  texts.finish();
  texts.append(begin("e"));
  texts.finish();
  const batches = texts.take();
  assertEquals(linesOf(batches), ["abc", "<refused>", "e"]);
  const [, long] = batches;
  assert(long?.kind === "invalid");
  assertEquals(long.reason, "the item is longer than 3 bytes");
});

Deno.test("A buffer is full with as many items as a batch may have, or a refused one", () => {
  const texts = open({ maxItems: 2 });
  assert(texts.isEmpty && !texts.isFull);
  texts.append(appended(["1"]));
  assert(!texts.isEmpty && !texts.isFull);
  texts.append(appended(["2"]));
  assert(texts.isFull);
  texts.take();
  texts.refuse("why");
  assert(!texts.isEmpty && texts.isFull);
});

Deno.test("Lines of so many bytes are a batch, however few they are", () => {
  const texts = open();
  texts.append(appended(["x".repeat(5 * 2 ** 16 - 2)]));
  assert(!texts.isFull);
  texts.append(appended([""]));
  assert(texts.isFull);
});

Deno.test("A long line is refused alone, and what follows it begins anew", () => {
  const texts = open({ longestLine: 3 });
  assertEquals(texts.wanted, 1);
  texts.append(appended(["abc"]));
  texts.append(appended(["abcd"], "ef"));
  texts.finish();
  assertEquals(linesOf(texts.take()), ["abc", "<refused>", "ef"]);
});

Deno.test("Lines are looked at singly while one of them may be too long", () => {
  const texts = open();
  assertEquals(texts.wanted, 10);
  texts.append(appended(["1"]));
  assertEquals(texts.wanted, 9);
  texts.append(begin("2"));
  assertEquals(texts.wanted, 1);
});

Deno.test("Blanks at the end are no part of a text, and a text of blanks is none", () => {
  const texts = open();
  texts.append(begin("1 \t\r"));
  assertEquals(texts.lastByte, 0x31);
  texts.finish();
  texts.append(begin(" "));
  assertEquals(texts.lastByte, undefined);
  texts.finish();
  assertEquals(linesOf(texts.take()), ["1", "<refused>"]);
});

Deno.test("Only a mark at the begin of the text is dropped, once", () => {
  const texts = open();
  texts.append(appended(["\ufeff1"], "\ufeff\ufeff2"));
  texts.dropMark();
  texts.finish();
  texts.append(begin("345"));
  texts.dropMark();
  texts.finish();
  assertEquals(linesOf(texts.take()), ["\ufeff1", "\ufeff2", "345"]);
});

Deno.test("A refused text shows no more than its first kilobyte, after all before it", () => {
  const texts = open();
  texts.append(appended(["1"], "é".repeat(1_000)));
  texts.refuse("why");
  assert(texts.isFull);
  const [line, refused] = texts.take();
  assertEquals(line?.count, 1);
  assert(refused?.kind === "invalid");
  assertEquals([refused.first, refused.reason], [1, "why"]);
  const shown = JSON.parse(new TextDecoder().decode(refused.bytes));
  assertEquals(shown, "é".repeat(512));
});

Deno.test("Limits that make no sense are refused", () => {
  assertThrows(() => open({ maxItems: 0 }), RangeError, "maxItems");
  assertThrows(() => open({ longestLine: 0.5 }), RangeError, "longestLine");
});
