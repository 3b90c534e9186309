import { assert, assertEquals, assertThrows } from "@std/assert";
import { Core } from "../../lib/channel/core.ts";
import {
  caseOf,
  receiving,
  type SelectCase,
  sending,
} from "../../lib/channel/operation.ts";
import { receive } from "../../lib/channel/receiving.ts";
import { send } from "../../lib/channel/sending.ts";
import { ChannelClosedError } from "../../lib/errors.ts";

const open = (options = {}) => new Core<number>({ capacity: 1, ...options });

function caseFor(operation: unknown): SelectCase<unknown> {
  const found = caseOf(operation);
  assert(found !== undefined);
  return found;
}

/** A race that notes how it ended. */
function race() {
  const said: unknown[] = [];
  return {
    said,
    win: (_: unknown, value: unknown) => void said.push(["win", value]),
    end: () => void said.push("end"),
    fail: (error: unknown) => void said.push(["fail", error]),
  };
}

Deno.test("Only what a channel made is an operation", () => {
  const { constructor } = receiving(open());
  const { prototype } = constructor;
  for (
    const other of [null, undefined, {}, () => 0, Object.create(prototype)]
  ) {
    assertEquals(caseOf(other), undefined);
  }
});

Deno.test("A receive is ready when there is a value, or never will be", () => {
  const core = open();
  const one = caseFor(receiving(core));
  assertEquals([one.ready, one.ended], [false, false]);
  void send(core, 1, undefined);
  assert(one.ready);
  assertEquals(one.perform(), 1);
  core.close([]);
  assertEquals([one.ready, one.ended], [true, true]);
});

Deno.test("A send is ready when its value fits, and where none is waited for", () => {
  const core = open({ size: (n: number) => n, capacity: 3 });
  const two = caseFor(sending(core, 2));
  assert(two.ready);
  two.perform();
  assert(!caseFor(sending(core, 2)).ready);
  const huge = caseFor(sending(core, 4));
  assert(huge.ready);
  assertThrows(() => huge.perform(), RangeError, "weighs 4");
  const dropping = open({ overflow: "drop-newest" });
  void send(dropping, 1, undefined);
  assert(caseFor(sending(dropping, 2)).ready);
});

Deno.test("A send to a closed channel has ended, and gives its value back", () => {
  const core = open();
  const one = caseFor(sending(core, 5));
  core.close([]);
  assert(one.ended);
  const error = one.endError();
  assert(error instanceof ChannelClosedError);
  assertEquals(error.value, 5);
});

Deno.test("Operations that wait are told when it is their turn, or when there is none", async () => {
  const core = open({ capacity: 0 });
  const receives = race();
  caseFor(receiving(core)).park(receives);
  await send(core, 1, undefined);
  assertEquals(receives.said, [["win", 1]]);
  const sends = race();
  caseFor(sending(core, 2)).park(sends);
  assertEquals(await receive(core, undefined), 2);
  assertEquals(sends.said, [["win", undefined]]);
  const closing = race();
  caseFor(receiving(core)).park(closing);
  core.close([]);
  assertEquals(closing.said, ["end"]);
});

Deno.test("An operation that has left its line is not told anything", async () => {
  const core = open({ capacity: 0 });
  const left = race();
  const entry = caseFor(receiving(core)).park(left);
  assert(entry.list !== undefined);
  entry.leave();
  const waiting = receive(core, undefined);
  await send(core, 1, undefined);
  assertEquals([await waiting, left.said], [1, []]);
});
