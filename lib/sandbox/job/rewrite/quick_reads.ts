// To read a property of nothing, as in `e.no.no`, costs an item some 5 µs: the engine
// parses the function again to say what was read, and walks through the stack. A second
// text of the job asks the guest before each such read, and the guest throws what stands
// for the error once it knows that. It runs only where many items fail so, and none of
// its own errors are told: such an item runs once more by the first text.

import type { AnyNode, Node } from "../../../deps/acorn.ts";
import type { Edit } from "./edit.ts";
import { type Place, walk } from "../syntax/walk.ts";

/** Most reads of a text that are asked about. */
const MOST_READS = 1_000;

/** The edits that open and close each call. */
export interface QuickReads {
  readonly opening: readonly Edit[];
  readonly closing: readonly Edit[];
}

/**
 * Makes a text ask a function of the given name before it reads a property of what may be
 * nothing; undefined if that is of no use, or could be seen: by what catches an error, or
 * by lines that are written twice when an item runs again.
 */
export function quickReads(root: Node, name: string): QuickReads | undefined {
  const opening: Edit[] = [];
  const closing: Edit[] = [];
  const skipped = new Set<AnyNode>();
  let isSeen = false;
  walk(root, (place) => {
    const { node } = place;
    isSeen ||= node.type === "TryStatement" ||
      node.type === "Identifier" && node.name === "console";
    skipBelow(node, skipped);
    const object = readObject(place, skipped);
    if (object === undefined) return;
    const { start, end } = object;
    opening.push({ start, end: start, text: `${name}(` });
    closing.push({ start: end, end, text: `,${opening.length - 1})` });
  });
  const { length } = opening;
  return isSeen || length === 0 || length > MOST_READS
    ? undefined
    : { opening, closing };
}

/** Notes what below a node is no read, or cannot be the argument of a call there. */
function skipBelow(node: AnyNode, skipped: Set<AnyNode>): void {
  if (node.type === "ObjectPattern") {
    for (const property of node.properties) {
      if (property.type === "Property") skipped.add(property.value);
    }
  } else if (node.type === "NewExpression") {
    // The arguments of the call would be those of `new`.
    for (const inner of spine(node.callee)) skipped.add(inner);
  }
}

/** What may be nothing when its property is read there; undefined if it is no such read. */
function readObject(
  place: Place,
  skipped: ReadonlySet<AnyNode>,
): AnyNode | undefined {
  const { node } = place;
  if (node.type !== "MemberExpression" || skipped.has(node)) return undefined;
  const { object, property, computed, optional } = node;
  // Another key is looked at first, and may have a failure of its own.
  const isFixed = computed
    ? property.type === "Literal"
    : property.type === "Identifier";
  if (!isFixed || optional || isTarget(place)) return undefined;
  return mayBeNothing(object) && !isChained(object) ? object : undefined;
}

/** Whether what stands there is not read, but set or deleted. */
function isTarget({ parent, key }: Place): boolean {
  switch (parent?.type) {
    case "AssignmentExpression":
    case "AssignmentPattern":
    case "ForInStatement":
    case "ForOfStatement":
      return key === "left";
    case "UnaryExpression":
      return parent.operator === "delete";
    case "ArrayPattern":
    case "RestElement":
    case "UpdateExpression":
      return true;
    default:
      return false;
  }
}

/** Whether an expression can be asked about, and its text does not show that it is there. */
function mayBeNothing({ type }: AnyNode): boolean {
  switch (type) {
    case "AssignmentExpression":
    case "AwaitExpression":
    case "CallExpression":
    case "ConditionalExpression":
    case "Identifier":
    case "LogicalExpression":
    case "MemberExpression":
    case "ParenthesizedExpression":
      return true;
    default:
      return false;
  }
}

/** Whether a chain such as `a?.b.c` goes through it, which a call would cut. */
function isChained(object: AnyNode): boolean {
  for (const inner of spine(object)) {
    if ("optional" in inner && inner.optional) return true;
  }
  return false;
}

/** An expression, and what it is read or called of. */
function* spine(node: AnyNode): Generator<AnyNode, void> {
  for (let inner: AnyNode | undefined = node; inner !== undefined;) {
    yield inner;
    if (inner.type === "MemberExpression") inner = inner.object as AnyNode;
    else if (inner.type === "CallExpression") inner = inner.callee as AnyNode;
    else inner = undefined;
  }
}
