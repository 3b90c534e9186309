import { assertEquals } from "@std/assert";
import type { Batch } from "../../../lib/framing/batch.ts";
import type { JobLog } from "../../../lib/sandbox/options.ts";
import { LogBuffer } from "../../../lib/sandbox/worker/log_buffer.ts";
import { rangeBatch, textBatch } from "../../support/batches.ts";

/** A buffer, and what it passed on as `position text`. */
function buffered() {
  const told: string[] = [];
  const onLog = ({ position, text }: JobLog) =>
    void told.push(`${position} ${text}`);
  const logs = new LogBuffer(onLog);
  const note = (id: number, item: number, text: string) =>
    logs.note({ type: "log", id, item, level: "info", text });
  return { logs, note, told };
}

/** A batch that a worker holds. */
function held(id: number, batch: Batch = rangeBatch({ first: 10, count: 4 })) {
  return { id, chunk: { batch } as never };
}

Deno.test("Lines of items that are done are passed on, once, with their positions", () => {
  const { logs, note, told } = buffered();
  note(1, 0, "a");
  note(1, 2, "b");
  note(2, 0, "of the next batch");
  assertEquals(told, []);
  logs.endBatch(held(1), 3);
  assertEquals(told, ["10 a", "12 b"]);
  logs.endBatch(held(2, rangeBatch({ first: 14, count: 1 })), 1);
  assertEquals(told.slice(2), ["14 of the next batch"]);
});

Deno.test("Lines of items that run again are not passed on", () => {
  const { logs, note, told } = buffered();
  note(1, 0, "again");
  note(2, 0, "kept");
  logs.dropBatch(held(1));
  logs.endBatch(held(2), 4);
  assertEquals(told, ["10 kept"]);
});

Deno.test("Of a worker that was ended only the lines of its last item are passed on", () => {
  const { logs, note, told } = buffered();
  note(1, 0, "runs again");
  note(1, 1, "the last it said");
  logs.endItem(held(1), 1);
  logs.endBatch(held(1), 4);
  assertEquals(told, ["11 the last it said"]);
});

Deno.test("A line has the position of its item, where items were left out", () => {
  const { logs, note, told } = buffered();
  const batch = { ...textBatch("a\nb\n"), indexes: Float64Array.of(5, 8) };
  note(1, 1, "b");
  logs.endBatch(held(1, batch), 2);
  assertEquals(told, ["8 b"]);
});

Deno.test("A guest that writes without end fills no memory", () => {
  const { logs, note, told } = buffered();
  for (let n = 0; n < 5000; n++) note(1, 0, `${n}`);
  logs.endBatch(held(1), 1);
  assertEquals(told.length, 1000);
});
