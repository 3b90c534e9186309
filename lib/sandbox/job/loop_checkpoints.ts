// The engine looks whether it is to stop when a function is entered, but in a loop that
// calls none only now and then: with slow operations in it, that can take minutes. So
// every loop calls a function that does nothing, which costs nothing once it is compiled.

import type { AnyNode, Node } from "../../deps/acorn.ts";
import type { Edit } from "./edit.ts";
import { walk } from "./walk.ts";

/** What a text with loops needs. */
export interface Checkpoints {
  /** Declares the function that loops call; empty if there is no loop. */
  readonly declaration: string;
  readonly edits: readonly Edit[];
}

/** Makes every loop of a text call a function of its own. */
export function checkpointsOf(root: Node): Checkpoints {
  const bodies: AnyNode[] = [];
  const names = new Set<string>();
  for (const { node } of walk(root)) {
    if (node.type === "Identifier") names.add(node.name);
    if (isLoop(node)) bodies.push(node.body);
  }
  if (bodies.length === 0) return { declaration: "", edits: [] };

  let tick = "tick";
  while (names.has(tick)) tick += "_";
  return {
    declaration: `const ${tick} = () => {};`,
    edits: bodies.flatMap((body) => editsOf(body, `${tick}();`)),
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
