import { assertEquals, assertThrows } from "@std/assert";
import "../../../support/guest_setup.ts";
import { defineOverridable } from "../../../../lib/sandbox/guest/realm/overridable.ts";

function shared() {
  const holder = { name: "shared" };
  defineOverridable(holder, "name", "shared");
  return Object.freeze(holder);
}

Deno.test("An heir can assign what it inherits, and it alone has that then", () => {
  const holder = shared();
  const heir = Object.create(holder);
  heir.name = "own";
  assertEquals(Object.getOwnPropertyDescriptor(heir, "name"), {
    ...{ value: "own", writable: true, enumerable: true, configurable: true },
  });
  assertEquals([holder.name, Object.create(holder).name], ["shared", "shared"]);
});

Deno.test("What is shared cannot be assigned to itself", () => {
  const holder = shared() as { name: string };
  assertThrows(() => holder.name = "other", TypeError, "frozen");
  assertEquals(holder.name, "shared");
});
