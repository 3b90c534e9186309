import type { AnyNode } from "../../deps/acorn.ts";
import { checkForm, checkPlace } from "./rules.ts";
import type { Parsed } from "./syntax/parser.ts";
import { walk } from "./syntax/walk.ts";

/** What the one way through the whole tree of a text has found. */
export interface Survey {
  /** Every name that the text spells, whatever it stands for. */
  readonly names: ReadonlySet<string>;
  /** The bodies of its loops. */
  readonly loops: readonly AnyNode[];
  /** Whether it can look at an error that was thrown. */
  readonly catches: boolean;
  /** Its functions, and what else of a class runs when it is called or made. */
  readonly callables: readonly AnyNode[];
}

const LOOPS: ReadonlySet<string> = new Set([
  "DoWhileStatement",
  "ForInStatement",
  "ForOfStatement",
  "ForStatement",
  "WhileStatement",
]);

const CALLABLES: ReadonlySet<string> = new Set([
  "ArrowFunctionExpression",
  "FunctionDeclaration",
  "FunctionExpression",
  "PropertyDefinition",
  "StaticBlock",
]);

/**
 * Checks the rules of jobs on every node of a text, and collects what is rewritten.
 *
 * @throws {JobDiagnostic} If the text breaks one.
 */
export function survey(parsed: Parsed): Survey {
  const names = new Set<string>();
  const loops: AnyNode[] = [];
  const callables: AnyNode[] = [];
  let catches = false;
  walk(parsed.node, (place) => {
    checkPlace(place);
    const { node } = place;
    if (node.type === "Identifier") names.add(node.name);
    else if (node.type === "CatchClause") catches = true;
    else if (LOOPS.has(node.type)) {
      loops.push((node as AnyNode & { body: AnyNode }).body);
    } else if (CALLABLES.has(node.type)) callables.push(node);
  });
  checkForm(parsed);
  return { names, loops, callables, catches };
}
