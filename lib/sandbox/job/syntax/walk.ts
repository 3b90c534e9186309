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
export function* walk(root: Node): Generator<Place> {
  const open: Place[] = [{
    node: root as AnyNode,
    parent: undefined,
    key: "",
    inFunction: false,
    ownArguments: false,
  }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    yield place;
    for (const [key, child] of children(place.node).reverse()) {
      open.push(below(place, child, key));
    }
  }
}

/** The nodes directly below a node, whatever its type. */
export function children(node: Node): [key: string, child: Node][] {
  const found: [string, Node][] = [];
  for (const [key, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) found.push([key, child]);
    }
  }
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null &&
    "type" in value && typeof value.type === "string" && "start" in value;
}

function below(place: Place, child: Node, key: string): Place {
  const { node } = place;
  const plain = node.type === "FunctionDeclaration" ||
    node.type === "FunctionExpression";
  const arrow = node.type === "ArrowFunctionExpression";
  return {
    node: child as AnyNode,
    parent: node,
    key,
    inFunction: place.inFunction || plain || arrow,
    ownArguments: place.ownArguments || plain,
  };
}
