import { assert, assertEquals } from "@std/assert";
import { batchMessage, realm } from "../../../support/guest_setup.ts";
import { Output } from "../../../../lib/sandbox/guest/batch/output.ts";

const why = { kind: "threw", message: "no", frames: [] } as const;

function open(room: ArrayBuffer | null = null) {
  const message = batchMessage({ id: 7, count: 3, room });
  const output = new Output(message);
  return {
    output,
    reply: (done = 3) => output.reply(message, done),
    text: () => new TextDecoder().decode(output.reply(message, 3).output),
  };
}

Deno.test("Lines and bytes come out in the order in which they were added", () => {
  const { output, text } = open();
  output.add("1\n");
  output.beforeNext = () => {
    output.beforeNext = undefined;
    output.addBytes(new TextEncoder().encode("2\n"), 1);
  };
  output.fail(0, why);
  output.add("3\n4\n", 2);
  assertEquals(text(), "2\n1\n3\n4\n");
});

Deno.test("A failure knows what stood before it: bytes, lines, blanks", () => {
  const { output, reply } = open();
  output.fail(0, why);
  output.add("ä\nb\n", 2);
  output.add("");
  output.skip("ndjson");
  output.fail(2, why);
  const { failures, emitted, blank } = reply();
  assertEquals(failures.map(({ at, lines, blank }) => [at, lines, blank]), [
    [0, 0, 0],
    [5, 2, 1],
  ]);
  assertEquals([emitted, blank], [2, 1]);
});

Deno.test("A blank line is a line where each item has one", () => {
  for (const [format, lines] of [["records", 1], ["ndjson", 0]] as const) {
    const { output, reply } = open();
    output.skip(format);
    assertEquals([reply().blank, reply().emitted], [1, lines]);
  }
});

Deno.test("Output goes into the room that was lent, and on where that is too small", () => {
  const room = new ArrayBuffer(8);
  const small = open(room);
  small.output.add("1234567\n");
  assert(small.reply().output.buffer === room);
  const large = open(room);
  large.output.add("ä".repeat(100_000));
  large.output.add("\n");
  assertEquals(large.text(), "ä".repeat(100_000) + "\n");
});

Deno.test("Text that is cut between two halves of a character stays whole", () => {
  const { output, text } = open(new ArrayBuffer(5));
  output.add("😀😀\n");
  assertEquals(text(), "😀😀\n");
});

Deno.test("It is full beyond four million bytes, and not before", () => {
  const { output } = open();
  output.add("x".repeat(2 ** 22 - 1));
  output.add("x");
  assert(!output.isFull);
  output.add("x");
  assert(output.isFull);
});

Deno.test("Times and steps are measured only where they are asked for", () => {
  const timed = batchMessage({ timed: true, count: 3 });
  assertEquals(new Output(batchMessage()).times, undefined);
  assertEquals(new Output(timed).times?.length, 3);
  assertEquals(new Output(timed).steps, undefined);
  realm.steps = 10;
  try {
    assertEquals(new Output(timed).steps?.length, 3);
  } finally {
    delete realm.steps;
  }
});

Deno.test("The input goes back with the reply only where buffers are lent", () => {
  const bytes = new Uint8Array(4);
  const lent = batchMessage({ bytes, room: new ArrayBuffer(4) });
  assert(new Output(lent).reply(lent, 1).input === bytes.buffer);
  const kept = batchMessage({ bytes });
  assertEquals(new Output(kept).reply(kept, 1).input, null);
});
