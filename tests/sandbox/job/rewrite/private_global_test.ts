import { assert, assertEquals } from "@std/assert";
import { privateGlobal } from "../../../../lib/sandbox/job/rewrite/private_global.ts";

/** What an expression gives in an item that names these globals. */
function inItem(free: readonly string[], expression: string): unknown {
  const { declaration, names } = privateGlobal(new Set(free), "make");
  return new Function(
    `${declaration} return (() => { ${names} return ${expression} })()`,
  )();
}

Deno.test("A text that does not name the global pays nothing for one", () => {
  const { declaration, names } = privateGlobal(new Set(["a"]), "make");
  assertEquals([declaration, names], ["", ""]);
});

Deno.test.each(["globalThis", "self"])(
  "%s is an item's own, and inherits",
  (name) => {
    const own = inItem([name], name) as Record<string, unknown>;
    assert(own !== globalThis && own.Array === Array);
    assert(own.globalThis === own && own.self === own);
    own.written = 1;
    assert(!("written" in globalThis));
    assert(inItem([name], name) !== own);
  },
);

Deno.test("Both names stand for one object, and only those that are used are declared", () => {
  assertEquals(inItem(["self", "globalThis"], "self === globalThis"), true);
  assert(
    !privateGlobal(new Set(["self"]), "make").names.includes("globalThis"),
  );
});
