// The engine looks whether it is to stop when a function is entered, but in a loop that
// calls none only now and then: with slow operations in it, that can take minutes. So
// every loop calls a function that does nothing, which costs nothing once it is compiled.

import type { AnyNode, Node } from "../../../deps/acorn.ts";
import type { Edit, Helper } from "./edit.ts";
import { walk } from "../syntax/walk.ts";

/** Makes every loop of a text call a function of the given name. */
export function checkpointsOf(root: Node, name: string): Helper {
  const edits: Edit[] = [];
  for (const { node } of walk(root)) {
    if (!isLoop(node)) continue;
    for (const edit of editsOf(node.body, `${name}();`)) edits.push(edit);
  }
  return {
    declaration: edits.length === 0 ? "" : `const ${name}=()=>{};`,
    edits,
  };
}

const LOOPS: readonly string[] = [
  "DoWhileStatement",
  "ForInStatement",
  "ForOfStatement",
  "ForStatement",
  "WhileStatement",
];

function isLoop(node: AnyNode): node is AnyNode & { body: AnyNode } {
  return LOOPS.includes(node.type);
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
