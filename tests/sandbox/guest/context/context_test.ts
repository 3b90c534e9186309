import { assert, assertEquals, assertThrows } from "@std/assert";
import "../../../support/guest_setup.ts";
import type { ContextOptions } from "../../../../lib/sandbox/context/context_options.ts";
import { LookupTable } from "../../../../lib/sandbox/context/lookup/lookup_table.ts";
import { resolveContext } from "../../../../lib/sandbox/context/resolve_context.ts";
import {
  contextMaker,
  type SetupFunction,
} from "../../../../lib/sandbox/guest/context/context.ts";

const make = (options: ContextOptions = {}, setup?: SetupFunction) =>
  contextMaker(resolveContext(options).message, setup);

Deno.test("Each item has a context of its own, with its index", () => {
  const contextOf = make({ args: { a: 1 } });
  const [one, two] = [contextOf(1), contextOf(2)];
  assert(one !== two && one.args === two.args);
  assertEquals([one.index, two.index], [1, 2]);
  assertEquals(Object.keys(one), ["index", "args", "tables", "call"]);
});

Deno.test("Arguments are frozen all the way down, with all digits", () => {
  const { args } = make({ args: { list: [{ n: 2n ** 64n }] } })(0);
  const { list } = args as { list: { n: unknown }[] };
  assert(Object.isFrozen(args) && Object.isFrozen(list));
  assert(Object.isFrozen(list[0]));
  assertEquals(list[0]?.n, 2n ** 64n);
});

Deno.test("Tables and calls are there by name, and nothing is inherited", async () => {
  const t = await LookupTable.from([{ id: 1 }]);
  const { tables, call } = make({ tables: { t }, calls: { f: () => 0 } })(0);
  assertEquals(tables.t?.get(1), { id: 1 });
  for (const named of [tables, call]) {
    assert(Object.getPrototypeOf(named) === null && Object.isFrozen(named));
  }
  assertEquals(Object.keys(call), ["f"]);
});

Deno.test("What a setup gives is made once, of JSON, and frozen", () => {
  let calls = 0;
  const contextOf = make({ args: { a: 1 } }, (context) => {
    calls++;
    return { of: Object.keys(context), at: new Date(0), big: 2n ** 60n };
  });
  const { setup } = contextOf(0);
  assertEquals(setup, {
    of: ["args", "tables"],
    at: "1970-01-01T00:00:00.000Z",
    big: 2n ** 60n,
  });
  assert(contextOf(1).setup === setup && Object.isFrozen(setup));
  assertEquals(calls, 1);
});

Deno.test("A setup gives its result at once, and something", () => {
  const promise = () => make({}, () => Promise.resolve(1));
  assertThrows(promise, TypeError, "no promise");
  assertThrows(() => make({}, () => undefined), TypeError, "value of JSON");
  assertThrows(() => make({}, () => ({ f: () => 1 })), Error, "a function");
});
