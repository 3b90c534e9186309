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
}

const LOOPS: ReadonlySet<string> = new Set([
  "DoWhileStatement",
  "ForInStatement",
  "ForOfStatement",
  "ForStatement",
  "WhileStatement",
]);

/**
 * Checks the rules of jobs on every node of a text, and collects what is rewritten.
 *
 * @throws {JobDiagnostic} If the text breaks one.
 */
export function survey(parsed: Parsed): Survey {
  const names = new Set<string>();
  const loops: AnyNode[] = [];
  walk(parsed.node, (place) => {
    checkPlace(place);
    const { node } = place;
    if (node.type === "Identifier") names.add(node.name);
    else if (LOOPS.has(node.type)) {
      loops.push((node as AnyNode & { body: AnyNode }).body);
    }
  });
  checkForm(parsed);
  return { names, loops };
}
