import { assertEquals } from "@std/assert";
import { ExitCode } from "../../../../../lib/cli/exit_code.ts";
import { runWith } from "../../../../broker/support/fake_queue.ts";
import type { FakeWorld } from "../../../../support/fake_terminal.ts";

/** Sends to a queue that takes all, and gives what it was sent. */
async function send(flags: string, world: FakeWorld = {}) {
  const sent: string[] = [];
  let isClosed = false;
  const queue = {
    send(bytes: Uint8Array) {
      sent.push(new TextDecoder().decode(bytes));
      const sequence = sent.length;
      return Promise.resolve({ sequence, isDuplicate: false });
    },
    close: () => Promise.resolve(void (isClosed = true)),
  };
  const line = `send nats://h/q ${flags}`.trim();
  const result = await runWith(queue, line, world);
  return { ...result, sent, isClosed };
}

Deno.test("Each item is sent as it stands there, and the queue is closed where that is asked", async () => {
  const stdin = ['{"n":1.50}\n\n', "12345678901234567890\n"];
  const { code, sent, err, isClosed } = await send("", { stdin });
  assertEquals(sent, ['{"n":1.50}', "12345678901234567890"]);
  assertEquals([code, isClosed], [ExitCode.Done, false]);
  assertEquals(err.startsWith("2 items sent to q"), true, err);
  assertEquals((await send("--close", { stdin })).isClosed, true);
});

Deno.test("A line that is no JSON is refused alone, unless nobody looks", async () => {
  const stdin = ["1\nbad\n3\n"];
  const { code, sent, err } = await send("--close", { stdin });
  assertEquals([code, sent], [ExitCode.ItemsFailed, ["1", "3"]]);
  assertEquals(err.includes("line 2: input: "), true, err);
  assertEquals((await send("--no-check", { stdin })).sent, ["1", "bad", "3"]);
});

Deno.test("What map reads is sent: a range, lines, rows, and a part of them", async () => {
  assertEquals((await send("--range 0..3 --skip 1")).sent, ["1", "2"]);
  const lines = await send("--input lines", { stdin: ["a\nb\n"] });
  assertEquals(lines.sent, ['"a"', '"b"']);
  const rows = await send("--input csv --limit 1", { stdin: ["a\n1\n2\n"] });
  assertEquals(rows.sent, ['{"a":"1"}']);
});

Deno.test("A queue is made as the flags say, and as wide a window is used", async () => {
  const flags = "--range 0..1 --capacity 7 --lease 2s --replicas 3 --window 5";
  const { opened } = await send(flags);
  const [[, { create, window }]] = opened as [
    [string, Record<string, unknown>],
  ];
  assertEquals([create, window], [
    { capacity: 7, lease: 2_000, replicas: 3 },
    5,
  ]);
});
