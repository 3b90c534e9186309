import { assertEquals } from "@std/assert";
import * as acorn from "../../../../lib/deps/acorn.ts";
import { type Place, walk } from "../../../../lib/sandbox/job/syntax/walk.ts";

function places(text: string): Place[] {
  const found: Place[] = [];
  const root = acorn.parse(text, {
    ecmaVersion: "latest",
    sourceType: "module",
  });
  walk(root, (place) => found.push(place));
  return found;
}

Deno.test("walk() visits every node in the order of the text, parents first", () => {
  const found = places("f(a, [b, , c], `${d}`, { e: /g/ })");
  const names = found.flatMap(({ node }) =>
    node.type === "Identifier" ? [node.name] : []
  );

  assertEquals(names, ["f", "a", "b", "c", "d", "e"]);
  for (const { node, parent } of found) {
    if (parent) {
      assertEquals(parent.start <= node.start && node.end <= parent.end, true);
    }
  }
});

Deno.test("walk() tells which functions are around a node", () => {
  const found = places(
    "a; () => b; (function () { c; () => d }); class E { f() { g } }",
  );
  const around = found.flatMap(({ node, inFunction, ownArguments }) =>
    node.type === "Identifier"
      ? [`${node.name} ${inFunction} ${ownArguments}`]
      : []
  );

  assertEquals(around, [
    "a false false",
    "b true false",
    "c true true",
    "d true true",
    "E false false",
    "f false false",
    "g true true",
  ]);
});
