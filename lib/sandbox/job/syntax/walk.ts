import type { AnyNode, Node } from "../../../deps/acorn.ts";

/** One node of a tree, and its context. */
export interface Place {
  readonly node: AnyNode;
  readonly parent: AnyNode | undefined;
  /** The property of `parent` that holds the node. */
  readonly key: string;
  /** Whether any function is around the node. */
  readonly inFunction: boolean;
  /** Whether one of those has an `arguments` of its own; arrow functions have none. */
  readonly ownArguments: boolean;
}

/**
 * Visits every node of a tree in the order of the text, parents first.
 *
 * The tree of a hostile text can be deeper than the call stack, so this keeps a list.
 */
export function walk(root: Node, visit: (place: Place) => void): void {
  const open: Place[] = [{
    node: root as AnyNode,
    parent: undefined,
    key: "",
    inFunction: false,
    ownArguments: false,
  }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    visit(place);
    const { node } = place;
    const { type } = node;
    const isPlain = type === "FunctionDeclaration" ||
      type === "FunctionExpression";
    const ownArguments = place.ownArguments || isPlain;
    const inFunction = place.inFunction || isPlain ||
      type === "ArrowFunctionExpression";
    const first = open.length;
    eachChild(node, (child, key) => {
      open.push({ node: child, parent: node, key, inFunction, ownArguments });
    });
    reverseFrom(open, first);
  }
}

/** Calls `visit` with each node directly below a node, whatever its type. */
export function eachChild(
  node: Node,
  visit: (child: AnyNode, key: string) => void,
): void {
  for (const key in node) {
    const value: unknown = node[key as keyof Node];
    if (typeof value !== "object" || value === null) continue;
    if (!Array.isArray(value)) {
      if (isNode(value)) visit(value as AnyNode, key);
      continue;
    }
    for (const element of value) {
      if (isNode(element)) visit(element as AnyNode, key);
    }
  }
}

/** Turns round what a list holds from an index on: the last is taken first. */
export function reverseFrom(list: unknown[], first: number): void {
  let high = list.length - 1;
  for (let low = first; low < high; low++) {
    const value = list[low];
    list[low] = list[high];
    list[high--] = value;
  }
}

function isNode(value: object | null | undefined): value is Node {
  return typeof (value as Partial<Node> | null | undefined)?.type === "string";
}
