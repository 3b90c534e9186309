import { assert, assertEquals, assertThrows } from "@std/assert";
import "../../../support/guest_setup.ts";
import {
  checkedCount,
  checkedList,
  checkedText,
  checkLength,
  isObject,
} from "../../../../lib/sandbox/guest/realm/lengths.ts";

const MOST = 2 ** 24;
const refused = (body: () => unknown) =>
  void assertThrows(body, RangeError, "length over the sandbox limit");

Deno.test("A length is as large as it may be, and no larger", () => {
  checkLength(MOST);
  checkLength(3, 3);
  refused(() => checkLength(MOST + 1));
  refused(() => checkLength(4, 3));
});

Deno.test("What is a list already is used as it is", () => {
  for (const list of [[1], { length: 2 }, new String("a"), "text", 5, null]) {
    assertEquals(checkedList(list) === list, true);
  }
  refused(() => checkedList({ length: MOST + 1 }));
  refused(() => checkedList(new Array(MOST + 1)));
  refused(() => checkedList("x".repeat(MOST + 1)));
});

/** A list that is longer each time it is asked. */
function growing(target: object): { reads: number; list: object } {
  const seen = { reads: 0, list: target };
  seen.list = new Proxy(target, {
    get: (target, key) =>
      key === "length" ? 10 ** ++seen.reads : Reflect.get(target, key),
  });
  return seen;
}

Deno.test("A length that can change is read once, by us", () => {
  const seen = growing(["a"]);
  const list = checkedList(seen.list) as string[];
  assertEquals([list.length, list.length, list[0]], [10, 10, "a"]);
  assertEquals(seen.reads, 1);
  const getter = {
    get length() {
      return 10 ** 9;
    },
  };
  refused(() => checkedList(getter));
});

Deno.test("What is inherited, or no number, is read as a method reads it", () => {
  const heir = Object.create({ length: 3 });
  assertEquals((checkedList(heir) as { length: number }).length, 3);
  assertEquals((checkedList({ length: "2" }) as { length: number }).length, 2);
  refused(() => checkedList({ length: `${MOST + 1}` }));
});

Deno.test("A value is made a text once, and nothing stays nothing", () => {
  let made = 0;
  const value = { toString: () => `${++made}` };
  assertEquals(checkedText(value), "1");
  const symbol = Symbol();
  for (const same of [null, undefined, symbol, "a"]) {
    assert(checkedText(same) === same);
  }
  refused(() => checkedText({ toString: () => "x".repeat(MOST + 1) }));
});

Deno.test("A number of units is as large as all of them may be", () => {
  assertEquals(checkedCount("8", 2 ** 20), 8);
  assertEquals(checkedCount(-1), -1);
  assert(Number.isNaN(checkedCount(undefined)));
  refused(() => checkedCount(17, 2 ** 20));
  refused(() => checkedCount(Infinity));
});

Deno.test("Only what can have properties is an object", () => {
  assertEquals([{}, [], () => 0, null, "a", undefined].map(isObject), [
    ...[true, true, true, false, false, false],
  ]);
});
