// To make an error, the engine walks through the stack, which takes longer than most jobs.
// Where a text throws one of the language's own, the place is known from the text, so the
// guest is asked to make it: it makes none where nothing could look at it.

import type {
  AnyNode,
  CallExpression,
  NewExpression,
} from "../../../deps/acorn.ts";
import type { FreeReference } from "../names/scopes.ts";
import type { Edit } from "./edit.ts";

const ERRORS: ReadonlySet<string> = new Set([
  "Error",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
]);

/** Most places of a text: the guest keeps each. */
export const MOST_PLACES = 1_000;

/** Uses of errors that are thrown where they are made, as in `throw Error("no")`. */
export function thrownErrors(
  references: readonly FreeReference[],
): FreeReference[] {
  return references.filter(({ name, usage, around }) => (
    usage === "read" && ERRORS.has(name) && isMade(around?.node) &&
    around?.key === "callee" && around.outer?.node.type === "ThrowStatement"
  )).slice(0, MOST_PLACES);
}

/** Makes a text ask for its errors by a function of the given name. */
export function quickThrows(
  thrown: readonly FreeReference[],
  raise: string,
): Edit[] {
  return thrown.flatMap(({ name, around }, place) => {
    if (!isMade(around?.node)) return [];
    const { start, end, arguments: [first] } = around.node;
    const call = `${raise}(${place},${name}`;
    return first === undefined
      ? [{ start, end, text: `${call})` }]
      : [{ start, end: first.start, text: `${call},` }];
  });
}

/** Whether an error is made there: with `new` or without is the same. */
function isMade(
  node: AnyNode | undefined,
): node is NewExpression | CallExpression {
  return node?.type === "NewExpression" ||
    node?.type === "CallExpression" && !node.optional;
}
