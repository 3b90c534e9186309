import { assert, assertEquals } from "@std/assert";
import "../../../support/guest_setup.ts";
import {
  areSame,
  objectMaker,
  propertyReader,
} from "../../../../lib/sandbox/guest/table/row_objects.ts";

const SIZES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12];

Deno.test.each(SIZES)("An object of %i columns has each value", (size) => {
  const columns = Array.from({ length: size }, (_, n) => `c${n}`);
  const values = columns.map((_, n) => n);
  const made = objectMaker(columns)(values);
  assertEquals(Object.keys(made), columns);
  assertEquals(Object.values(made), values as unknown[]);
  assertEquals(propertyReader(columns)(made).slice(0, size), values);
});

Deno.test("What a job does to one object shows in no other", () => {
  const make = objectMaker(["a"]);
  const first = make([1]);
  first.b = 2;
  assertEquals(make([3]), { a: 3 });
});

Deno.test("A column may have any name", () => {
  const made = objectMaker(["__proto__", "constructor", '"'])(["x", 1, null]);
  assert(Object.getPrototypeOf(made) === Object.prototype);
  assertEquals(Object.keys(made), ["__proto__", "constructor", '"']);
  assertEquals(made["__proto__"], "x");
});

Deno.test("Other columns have another maker, and the same have the same", () => {
  const make = objectMaker(["a", "b"]);
  assert(objectMaker(["a", "b"]) === make);
  assertEquals(Object.keys(objectMaker(["b", "a"])([1, 2])), ["b", "a"]);
});

Deno.test("Names are the same only in the same order, and all of them", () => {
  assert(areSame(["a", "b"], ["a", "b"]));
  assert(!areSame(["a", "b"], ["b", "a"]));
  assert(!areSame(["a"], ["a", "b"]));
  assert(areSame([], []));
});
