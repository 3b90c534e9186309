import { assertEquals } from "@std/assert";
import type { BatchReply } from "../../../lib/sandbox/protocol.ts";
import {
  fits,
  readGuestMessage,
} from "../../../lib/sandbox/worker/guest_message.ts";

/** A reply as an honest guest sends it, with some fields made otherwise. */
function reply(otherwise: Record<string, unknown> = {}) {
  return {
    type: "done",
    id: 1,
    done: 3,
    emitted: 2,
    blank: 0,
    elapsedMs: 0.5,
    output: new Uint8Array(8),
    input: null,
    failures: [],
    ...otherwise,
  };
}

/** A failure of one item, with some fields made otherwise. */
function failure(otherwise: Record<string, unknown> = {}) {
  return {
    item: 1,
    at: 4,
    lines: 1,
    blank: 0,
    kind: "threw",
    message: "no",
    frames: [],
    ...otherwise,
  };
}

Deno.test.each<[string, unknown]>([
  ["a reply", reply()],
  ["a reply with a failure", reply({ failures: [failure()] })],
  ["a reply with the buffer it was sent", reply({ input: new ArrayBuffer(4) })],
  ["steps of each item", reply({ steps: new Int32Array(3) })],
  ["times of each item", reply({ times: new Float32Array(3) })],
  ["columns", reply({ columns: ["a", "b"] })],
  ["ready", { type: "ready" }],
  ["a line of a console", {
    type: "log",
    id: 1,
    item: 0,
    level: "warn",
    text: "",
  }],
  ["a call", {
    type: "calls",
    id: 1,
    item: 0,
    calls: [{ number: 0, name: "f", args: "[]" }],
  }],
])("The message of a guest is taken: %s", (_, message) => {
  assertEquals(readGuestMessage(message), message as never);
});

const { buffer } = new Uint8Array(8);

Deno.test.each<[string, unknown]>([
  ["nothing", undefined],
  ["null", null],
  ["a text", "done"],
  ["a type that there is not", { type: "exit" }],
  ["an id that is no number", reply({ id: "1" })],
  ["a count below zero", reply({ done: -1 })],
  ["a count that is no integer", reply({ emitted: 1.5 })],
  ["a time that is none", reply({ elapsedMs: NaN })],
  ["a time without end", reply({ elapsedMs: Infinity })],
  ["output that is an array", reply({ output: [1, 2] })],
  [
    "output in memory that is shared",
    reply({ output: new Uint8Array(new SharedArrayBuffer(8)) }),
  ],
  [
    "one buffer as input and output",
    reply({ output: new Uint8Array(buffer), input: buffer }),
  ],
  ["fewer steps than items", reply({ steps: new Int32Array(2) })],
  ["steps below zero", reply({ steps: new Int32Array([1, -1, 1]) })],
  ["steps of another kind", reply({ steps: [1, 1, 1] })],
  ["fewer times than items", reply({ times: new Float32Array(2) })],
  [
    "a time of an item below zero",
    reply({ times: new Float32Array([1, -1, 1]) }),
  ],
  ["a column that is no text", reply({ columns: ["a", 1] })],
  ["failures that are no array", reply({ failures: { length: 0 } })],
  ["a failure behind the items", reply({ failures: [failure({ item: 3 })] })],
  ["a failure behind the output", reply({ failures: [failure({ at: 9 })] })],
  ["two failures of one item", reply({ failures: [failure(), failure()] })],
  [
    "a failure of a kind that is the host's",
    reply({ failures: [failure({ kind: "timeout" })] }),
  ],
  [
    "a message that is too long",
    reply({ failures: [failure({ message: "x".repeat(5000) })] }),
  ],
  ["half a frame", reply({ failures: [failure({ frames: [1] })] })],
  ["a level that there is not", {
    type: "log",
    id: 1,
    item: 0,
    level: "trace",
    text: "",
  }],
  ["a call without a name", {
    type: "calls",
    id: 1,
    item: 0,
    calls: [{ number: 0, args: "[]" }],
  }],
])("The message of a guest is dropped: %s", (_, message) => {
  assertEquals(readGuestMessage(message), undefined);
});

Deno.test("A reply fits a batch that has its items, and output that has its lines", () => {
  const honest = reply() as unknown as BatchReply;
  assertEquals(fits(honest, 3), true);
  assertEquals(fits(honest, 2), false);
  assertEquals(fits({ ...honest, emitted: 9 }, 3), false);
});
