import { assertEquals } from "@std/assert";
import "../../../support/guest_setup.ts";
import { errorText } from "../../../../lib/sandbox/guest/batch/error_text.ts";

const TEXTS: readonly (readonly [unknown, string])[] = [
  [new TypeError("no"), "TypeError: no"],
  [new Error(), "Error"],
  ["text", "text"],
  [undefined, "undefined"],
  [12n, "12"],
  [Symbol("s"), "Symbol(s)"],
  [{ a: 1 }, '{"a":1}'],
  [() => 1, "[function]"],
  [{ toJSON: () => undefined }, "[object]"],
  [Object.assign(new Error("a"), { message: 5 }), "an error"],
  [new Error("a", { cause: "b" }), "Error: a (cause: b)"],
  [new Error("a", { cause: null }), "Error: a (cause: null)"],
  [
    new AggregateError([new Error("x"), "y"], "all"),
    "AggregateError: all (errors: Error: x; y)",
  ],
  [
    new AggregateError([1, 2, 3, 4, 5, 6, 7], "all"),
    "AggregateError: all (errors: 1; 2; 3; 4; 5; and 2 more)",
  ],
  [new AggregateError([], "none"), "AggregateError: none"],
];

Deno.test("What was thrown is one text, with its causes", () => {
  for (const [thrown, text] of TEXTS) assertEquals(errorText(thrown), text);
});

Deno.test("Nothing that is thrown makes looking at it throw", () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const getter = Object.defineProperty(new Error(), "message", {
    get: () => {
      throw 1;
    },
  });
  for (const thrown of [circle, proxy, getter, Object.create(null)]) {
    assertEquals(typeof errorText(thrown), "string");
  }
  assertEquals(errorText(circle), "an error that cannot be shown");
});

Deno.test("A text is at most as long as said, and says that it is cut", () => {
  const long = "x".repeat(400);
  assertEquals(errorText("x".repeat(300)), "x".repeat(300));
  assertEquals(errorText(long), "x".repeat(299) + "…");
  const parts = [1, 2, 3, 4, 5].map(() => long);
  const text = errorText(new AggregateError(parts, long));
  assertEquals([text.length, text.at(-1)], [1_000, "…"]);
});

Deno.test("Causes are followed five deep, in a circle as well", () => {
  const error = new Error("a");
  error.cause = error;
  assertEquals(errorText(error).match(/cause/g)?.length, 5);
  const all = new AggregateError([], "b");
  all.errors.push(all);
  assertEquals(
    errorText(all),
    "AggregateError: b (errors: AggregateError: b)",
  );
});
