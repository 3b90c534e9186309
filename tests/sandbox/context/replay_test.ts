import { assertEquals } from "@std/assert";
import type { CallEntry } from "../../../lib/sandbox/context/context_options.ts";
import { Replay } from "../../../lib/sandbox/context/replay.ts";

const { signal } = new AbortController();

const entry = (of: Partial<CallEntry>): CallEntry => ({
  ...{ index: 0, number: 1, name: "f", args: "[1]", answer: "2" },
  ...of,
});

function ask(replay: Replay, of: Partial<CallEntry> = {}) {
  const { index, number, name, args } = entry(of);
  return replay.answer({ index, number, name, args, signal });
}

Deno.test("A call has the answer, or the error, that was recorded for it", () => {
  const error = { name: "RangeError", message: "no" };
  const replay = new Replay([
    entry({}),
    entry({ index: 1, answer: undefined }),
    entry({ index: 2, error, answer: undefined }),
  ]);
  assertEquals(ask(replay), { number: 1, state: "ok", text: "2" });
  assertEquals(ask(replay, { index: 1 }).text, "");
  assertEquals(ask(replay, { index: 2 }), {
    ...{ number: 1, state: "failed", text: JSON.stringify(error) },
  });
});

Deno.test("Runs that were recorded one after another answer in their order", () => {
  const replay = new Replay(["1", "2"].map((answer) => entry({ answer })));
  assertEquals([ask(replay), ask(replay), ask(replay)].map((a) => a.text), [
    ...["1", "2", "2"],
  ]);
});

/** What is said of a call that was not recorded. */
function diverged(replay: Replay, of: Partial<CallEntry>): string {
  const { state, text } = ask(replay, of);
  assertEquals(state, "diverged");
  return JSON.parse(text).message;
}

Deno.test("Another call, or other arguments, diverge, and both are shown", () => {
  const replay = new Replay([entry({})]);
  assertEquals(
    diverged(replay, { name: "g" }),
    "call 1 of item 0 is g(1), and recorded was f(1)",
  );
  assertEquals(
    diverged(replay, { args: "[]" }),
    "call 1 of item 0 is f(), and recorded was f(1)",
  );
  assertEquals(
    diverged(replay, { index: 3, number: 2 }),
    "call 2 of item 3 is f(1), and nothing was recorded there",
  );
});

Deno.test("Long arguments are shown as far as it helps", () => {
  const args = `["${"x".repeat(200)}"]`;
  const said = diverged(new Replay([]), { args });
  assertEquals(said.includes(`f("${"x".repeat(99)}…)`), true, said);
});
