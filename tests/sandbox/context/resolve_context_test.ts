import { assertEquals, assertThrows } from "@std/assert";
import type { ContextOptions } from "../../../lib/sandbox/context/context_options.ts";
import { LookupTable } from "../../../lib/sandbox/context/lookup/lookup_table.ts";
import { resolveContext } from "../../../lib/sandbox/context/resolve_context.ts";

const run = () => 0;

Deno.test("A job is given nothing unless it is said, and limits all the same", () => {
  const { message, calls } = resolveContext({});
  assertEquals([message.args, message.tables, message.calls], ["{}", [], []]);
  assertEquals(message.limits, {
    ...{ perItem: 256, inFlight: 32, length: 2 ** 20 },
  });
  assertEquals(calls.size, 0);
});

Deno.test("A limit that is said takes the place of its default alone", () => {
  const { message } = resolveContext({ callLimits: { perItem: 1 } });
  assertEquals([message.limits.perItem, message.limits.inFlight], [1, 32]);
});

const LIMITS = ["perItem", "inFlight", "length"];

Deno.test.each(LIMITS)("The limit %s is an integer, at least 1", (name) => {
  for (const value of [0, 1.5, NaN, Infinity]) {
    const callLimits = { [name]: value };
    assertThrows(() => resolveContext({ callLimits }), RangeError, name);
  }
});

Deno.test("A name is one that a job can write after a dot", async () => {
  const table = await LookupTable.from([]);
  for (const name of ["", "1a", "a-b", "a b", "é", "then", "__proto__"]) {
    const named = <T>(value: T) => Object.fromEntries([[name, value]]);
    const all: ContextOptions[] = [
      { args: named(1) },
      { tables: named(table) },
      { calls: named(run) },
    ];
    for (const options of all) {
      assertThrows(() => resolveContext(options), RangeError, `"${name}"`);
    }
  }
  const { message } = resolveContext({ calls: { class: run, $_1: run } });
  assertEquals(message.calls, ["class", "$_1"]);
});

Deno.test("Arguments keep all digits, and are refused where JSON cannot hold them", () => {
  const args = { big: 2n ** 64n, double: 2 ** 60, none: undefined };
  const text = resolveContext({ args }).message.args;
  assertEquals(
    text,
    '{"big":18446744073709551616,"double":1.152921504606847e+18}',
  );
  for (const value of [NaN, Symbol(), () => 0, new Map()]) {
    assertThrows(
      () => resolveContext({ args: { value } }),
      TypeError,
      "Cannot give a job its arguments",
    );
  }
});

Deno.test("A call is a function, by itself or with how it is called", () => {
  const { calls } = resolveContext({
    calls: { plain: run, timed: { run, timeout: 5 } },
  });
  assertEquals(calls.get("plain")?.run, run);
  assertEquals(calls.get("timed")?.timeout, 5);
  for (const call of [null, 1, {}, { run: 1 }]) {
    const all = { calls: { f: call as never } };
    assertThrows(() => resolveContext(all), TypeError, "no function");
  }
  const late = { calls: { f: { run, timeout: -1 } } };
  assertThrows(() => resolveContext(late), RangeError, "timeout");
});
