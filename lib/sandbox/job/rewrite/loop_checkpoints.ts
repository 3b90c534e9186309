// The engine looks whether it is to stop when a function is entered, but in a loop that
// calls none only now and then: with slow operations in it, that can take minutes. So
// every loop calls a function that does nothing, which costs nothing once it is compiled.

import type { AnyNode } from "../../../deps/acorn.ts";
import type { Edit, Helper } from "./edit.ts";

/** Makes every loop, given by its body, call a function of the given name. */
export function checkpointsOf(
  bodies: readonly AnyNode[],
  name: string,
): Helper {
  return {
    declaration: bodies.length === 0 ? "" : `const ${name}=()=>{};`,
    edits: bodies.flatMap((body) => editsOf(body, `${name}();`)),
  };
}

function editsOf(body: AnyNode, call: string): Edit[] {
  const { start, end } = body;
  if (body.type === "BlockStatement") {
    return [{ start: start + 1, end: start + 1, text: call }];
  }
  return [
    { start, end: start, text: `{${call}` },
    { start: end, end, text: "}" },
  ];
}
