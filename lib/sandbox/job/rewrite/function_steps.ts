// Where steps are counted, functions call the checkpoint as loops do, each when its body
// begins. So do the parts of a class that run when one is made, and are no functions:
// without them, fields that make their own class would be a loop that nobody counts.

import type { AnyNode } from "../../../deps/acorn.ts";
import type { Edit } from "./edit.ts";
import { unwrap } from "../rules.ts";

/** The edits that open and close what is put around an expression, or begin a body. */
export interface Steps {
  readonly opening: readonly Edit[];
  readonly closing: readonly Edit[];
}

/** Those of a text whose steps nobody counts. */
export const NO_STEPS: Steps = { opening: [], closing: [] };

/** Makes functions, fields and static blocks of a text without comments call a name. */
export function stepsOf(
  callables: readonly AnyNode[],
  { text, checkpoint }: { text: string; checkpoint: string },
): Steps {
  const opening: Edit[] = [];
  const closing: Edit[] = [];
  for (const node of callables) {
    const block = blockStart(node, text);
    if (block !== undefined) {
      opening.push({ start: block, end: block, text: `${checkpoint}();` });
      continue;
    }
    const value = expressionOf(node);
    if (value === undefined) continue;
    const { start, end } = value;
    opening.push({ start, end: start, text: `(${checkpoint}(),` });
    closing.push({ start: end, end, text: ")" });
  }
  return { opening, closing };
}

/** The position after the brace that begins a body. */
function blockStart(node: AnyNode, text: string): number | undefined {
  if (node.type === "StaticBlock") return text.indexOf("{", node.start) + 1;
  if (!("body" in node)) return undefined;
  const body = node.body as AnyNode;
  return body.type === "BlockStatement" ? body.start + 1 : undefined;
}

/** What an arrow function gives, or a field is set to. */
function expressionOf(node: AnyNode): AnyNode | undefined {
  if (node.type === "ArrowFunctionExpression") return node.body as AnyNode;
  if (node.type !== "PropertyDefinition" || !node.value) return undefined;
  return takesName(node.value) ? undefined : node.value;
}

/** Whether a value is named by its field, which it would not be in parentheses with more. */
function takesName(value: AnyNode): boolean {
  const inner = unwrap(value);
  switch (inner.type) {
    case "ArrowFunctionExpression":
      return true;
    case "ClassExpression":
    case "FunctionExpression":
      return !inner.id;
    default:
      return false;
  }
}
