// A name that is not there reads as undefined in the sandbox. A read of a name that may
// not be there is therefore put into a call of a function that throws, as the language
// itself would. The call asks the realm, because the text alone does not know what a job
// is given.

import type { Edit, Helper } from "./edit.ts";
import { whyAbsent } from "../names/job_names.ts";
import type { FreeReference, Surroundings } from "../names/scopes.ts";

/** Makes every doubtful read of a text call a function of the given name. */
export function presenceChecks(
  doubtful: readonly FreeReference[],
  name: string,
): Helper {
  if (doubtful.length === 0) return { declaration: "", edits: [] };
  return {
    declaration: `const ${name}=(isAbsent,why,value)=>` +
      `{if(isAbsent)throw new ReferenceError(why);return value};`,
    edits: doubtful.map((reference) => checked(reference, name)),
  };
}

function checked({ name, node, around }: FreeReference, check: string): Edit {
  const why = JSON.stringify(whyAbsent(name));
  const call = `${check}(typeof ${name}==="undefined",${why},${name})`;
  const { start, end } = node;
  if (isShorthand(around)) return { start, end, text: `${name}:${call}` };
  // Elsewhere a parenthesis could continue the line before.
  return { start, end, text: isConstructed(around) ? `(${call})` : call };
}

function isShorthand(around: Surroundings | undefined): boolean {
  return around?.node.type === "Property" && around.node.shorthand &&
    around.key === "value";
}

/** Whether `new` would take the arguments of the call for its own. */
function isConstructed(around: Surroundings | undefined): boolean {
  let at = around;
  while (at?.key === "object" || at?.key === "tag") at = at.outer;
  return at?.key === "callee" && at.node.type === "NewExpression";
}
