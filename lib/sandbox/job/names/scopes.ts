// Finds the names that a text uses and does not declare, for every scope form of
// JavaScript in strict mode. Keeps a list of what is open instead of calling itself,
// because the tree of a hostile text can be deeper than the call stack.

import type { AnyNode, Node, Pattern } from "../../../deps/acorn.ts";
import { tooDeep } from "../job_diagnostic.ts";
import { eachChild, reverseFrom } from "../syntax/walk.ts";

/** How a text uses a name. */
export type Usage = "read" | "write" | "typeof";

/** One use of a name that the text does not declare. */
export interface FreeReference {
  readonly name: string;
  readonly node: Node;
  readonly usage: Usage;
  /** The nodes around it, innermost first. */
  readonly around: Surroundings | undefined;
  /** The scope of the use, to look for similar names in. */
  readonly scope: Scope;
}

/** A node, and those around it. */
export interface Surroundings {
  readonly node: AnyNode;
  /** The property of `node` that holds what is inside. */
  readonly key: string;
  readonly outer: Surroundings | undefined;
}

/** The names that one region of a text declares. */
export class Scope {
  readonly outer: Scope | undefined;
  /** The scope that takes in a `var`: the one of the function around it. */
  readonly ofFunction: Scope;
  #names: Set<string> | undefined;

  constructor(outer: Scope | undefined, kind: "function" | "block") {
    this.outer = outer;
    this.ofFunction = kind === "block" && outer ? outer.ofFunction : this;
  }

  /** Every name it declares. */
  get names(): Iterable<string> {
    return this.#names ?? [];
  }

  /** Whether it declares a name itself. */
  has(name: string): boolean {
    return this.#names?.has(name) ?? false;
  }

  /** Adds a name. */
  add(name: string): void {
    // Most scopes of a text declare nothing.
    this.#names ??= new Set();
    this.#names.add(name);
  }
}

interface Place {
  readonly node: AnyNode;
  readonly scope: Scope;
  readonly usage: Usage;
  readonly around: Surroundings | undefined;
}

// A name is looked up from scope to scope. The limit, in scopes per character, is far
// above any written text, and bounds what a hostile one costs.
const STEPS_PER_CHARACTER = 64;

/** Returns every use of a name that is not declared, in the order of the text. */
export function freeReferences(root: Node): FreeReference[] {
  const uses: FreeReference[] = [];
  const open: Place[] = [{
    node: root as AnyNode,
    scope: new Scope(undefined, "function"),
    usage: "read",
    around: undefined,
  }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    declare(place);
    note(place, uses);
    openBelow(place, open);
  }
  return undeclared(uses, root);
}

function undeclared(
  uses: readonly FreeReference[],
  root: Node,
): FreeReference[] {
  let steps = STEPS_PER_CHARACTER * (root.end - root.start) + 1_000;
  return uses.filter(({ name, scope }) => {
    for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
      if (--steps < 0) throw tooDeep();
      if (at.has(name)) return false;
    }
    return true;
  });
}

/** Adds what a node declares to the scope that the node stands in. */
function declare({ node, scope }: Place): void {
  switch (node.type) {
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return declarePattern(node.id, scope);
    case "VariableDeclaration": {
      const target = node.kind === "var" ? scope.ofFunction : scope;
      for (const { id } of node.declarations) declarePattern(id, target);
    }
  }
}

/** Adds the names that a pattern binds. */
function declarePattern(
  pattern: Pattern | null | undefined,
  scope: Scope,
): void {
  const open = [pattern];
  while (open.length > 0) {
    const node = open.pop();
    switch (node?.type) {
      case "Identifier":
        scope.add(node.name);
        break;
      case "ObjectPattern":
        for (const property of node.properties) {
          const isRest = property.type === "RestElement";
          open.push(isRest ? property.argument : property.value);
        }
        break;
      case "ArrayPattern":
        for (const element of node.elements) open.push(element);
        break;
      case "AssignmentPattern":
        open.push(node.left);
        break;
      case "RestElement":
        open.push(node.argument);
    }
  }
}

function note(
  { node, scope, usage, around }: Place,
  uses: FreeReference[],
): void {
  if (node.type !== "Identifier" || isLabelOrProperty(around)) return;
  // Not a variable: the rules allow it only where a function has its own.
  if (node.name === "arguments") return;
  uses.push({ name: node.name, node, usage, around, scope });
}

/** Whether an identifier in this position is no variable. */
function isLabelOrProperty(around: Surroundings | undefined): boolean {
  switch (around?.key) {
    case "property":
      return around.node.type === "MetaProperty" || !isComputed(around.node);
    case "key":
      return !isComputed(around.node);
    case "meta":
    case "label":
    case "exported":
      return true;
    default:
      return false;
  }
}

function isComputed(node: AnyNode): boolean {
  return (node as { computed?: boolean }).computed === true;
}

function openBelow(place: Place, open: Place[]): void {
  const { node, scope } = place;
  const inner = innerScope(place);
  const body = inner?.body ?? scope;
  const rest = inner?.rest ?? body;
  const first = open.length;
  eachChild(node, (child, key) => {
    open.push({
      node: child,
      scope: key === "body" || key === "cases" ? body : rest,
      usage: usageOf(place, key),
      around: { node, key, outer: place.around },
    });
  });
  reverseFrom(open, first);
}

/** The scopes that a node opens. */
interface InnerScopes {
  /** The scope of its body, or of the cases of a switch. */
  readonly body: Scope;
  /** The scope of what is beside; that of the body if there is no other. */
  readonly rest?: Scope;
}

function innerScope({ node, scope, around }: Place): InnerScopes | undefined {
  switch (node.type) {
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression": {
      const inner = new Scope(scope, "function");
      if (node.type === "FunctionExpression") declarePattern(node.id, inner);
      for (const param of node.params) declarePattern(param, inner);
      return { body: inner };
    }
    case "ClassDeclaration":
    case "ClassExpression":
      return { body: scopeWith(node.id, scope) };
    case "CatchClause":
      return { body: scopeWith(node.param, scope) };
    case "SwitchStatement":
      return { body: new Scope(scope, "block"), rest: scope };
    case "StaticBlock":
      return { body: new Scope(scope, "function") };
    case "BlockStatement": {
      // The defaults of parameters do not see what the body declares.
      const isBody = around?.key === "body" && "params" in around.node;
      return { body: new Scope(scope, isBody ? "function" : "block") };
    }
    case "ForStatement":
    case "ForInStatement":
    case "ForOfStatement":
      return { body: new Scope(scope, "block") };
    default:
      return undefined;
  }
}

function scopeWith(pattern: Pattern | null | undefined, outer: Scope): Scope {
  const scope = new Scope(outer, "block");
  declarePattern(pattern, scope);
  return scope;
}

/** Tells how a child of a node is used, if it is a name. */
function usageOf({ node, usage }: Place, key: string): Usage {
  switch (node.type) {
    case "UnaryExpression":
      return node.operator === "typeof" ? "typeof" : "read";
    case "UpdateExpression":
      return "write";
    case "AssignmentExpression":
    case "ForInStatement":
    case "ForOfStatement":
      return key === "left" ? "write" : "read";
    case "AssignmentPattern":
      return key === "left" ? usage : "read";
    case "ArrayPattern":
    case "ObjectPattern":
    case "ParenthesizedExpression":
    case "RestElement":
      return usage;
    case "Property":
      return key === "value" ? usage : "read";
    default:
      return "read";
  }
}
