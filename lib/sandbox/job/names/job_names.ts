// Checks the names that a text uses and does not declare. Without this they would be
// undefined, and a misspelled name would change results without a word.

import type { AnyNode, Node } from "../../../deps/acorn.ts";
import type { Endowment } from "../../protocol.ts";
import { JobDiagnostic } from "../job_diagnostic.ts";
import { ENDOWED, FOREIGN, LANGUAGE } from "./known_names.ts";
import type { Parsed } from "../syntax/parser.ts";
import { ownFunction } from "../own_function.ts";
import {
  type FreeReference,
  freeReferences,
  type Scope,
  type Surroundings,
} from "./scopes.ts";
import { nearestName } from "./nearest_name.ts";
import { thrownErrors } from "../rewrite/quick_throws.ts";

/** A use of something that a job has only with an endowment. */
export interface JobNeed {
  /** What is used, as `Date.now()`. */
  readonly what: string;
  /** What gives it. */
  readonly endowment: Endowment;
  /** Where it is used, in UTF-16 units from the start; undefined if unknown. */
  readonly position: number | undefined;
}

/** What a text uses from outside itself. */
export interface JobNames {
  /** What the job cannot do without. */
  readonly needs: readonly JobNeed[];
  /** Reads of names that may not be there; each is to throw then. */
  readonly doubtful: readonly FreeReference[];
  /** Errors of the language that are thrown where they are made. */
  readonly thrown: readonly FreeReference[];
  /** Every name from outside. */
  readonly free: ReadonlySet<string>;
}

/**
 * Finds what a text uses from outside.
 *
 * @throws {JobDiagnostic} If that name is not declared anywhere.
 */
export async function checkNames(parsed: Parsed): Promise<JobNames> {
  const references = freeReferences(parsed.node);
  // A text that asks whether a name is there is ready for both answers.
  const asked = new Set(
    references.filter(({ usage }) => usage === "typeof")
      .map(({ name }) => name),
  );
  const unknown = references.find(({ name }) => (
    !isKnown(name) && !asked.has(name)
  ));
  if (unknown !== undefined) throw await undeclared(unknown, parsed);

  const own = ownFunction(parsed);
  const needs = references.flatMap((reference) => {
    const need = needOf(reference);
    const isSure = need !== undefined && !asked.has(reference.name) &&
      isCertain(reference, own);
    return isSure ? [need] : [];
  });
  const doubtful = references.filter(({ name, usage }) => (
    usage === "read" && !LANGUAGE.has(name)
  ));
  const free = new Set(references.map(({ name }) => name));
  return { needs, doubtful, thrown: thrownErrors(references), free };
}

/** Refuses a job that needs what it is not given. */
export function checkNeeds(
  needs: readonly JobNeed[],
  endowments: readonly Endowment[],
): void {
  const missing = needs.find((need) => !endowments.includes(need.endowment));
  if (missing === undefined) return;
  throw new JobDiagnostic(
    `Cannot use the job: ${missing.what} needs --allow ${missing.endowment}`,
    {
      kind: "load",
      ...(missing.position !== undefined && { position: missing.position }),
    },
  );
}

/** Says what it means that a name is not there. */
export function whyAbsent(name: string): string {
  const endowment = ENDOWED.get(name);
  if (endowment !== undefined) return `${name} needs --allow ${endowment}`;
  const instead = FOREIGN.get(name);
  return instead === undefined
    ? `${name} is not defined`
    : `${name} is not defined in a job: ${instead}`;
}

function isKnown(name: string): boolean {
  return LANGUAGE.has(name) || ENDOWED.has(name) || FOREIGN.has(name);
}

async function undeclared(
  { name, node, scope, usage }: FreeReference,
  parsed: Parsed,
): Promise<JobDiagnostic> {
  const known = [...LANGUAGE];
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    for (const declared of at.names) known.push(declared);
  }
  const near = await nearestName(name, known);
  const hint = near !== undefined
    ? `did you mean ${near}?`
    : usage === "write"
    ? "put let or const before it"
    : whatToWrite(name, parsed);
  return new JobDiagnostic(
    `Cannot use the job: ${shown(name)} is not declared; ${hint}`,
    { kind: "load", position: node.start },
  );
}

function whatToWrite(name: string, parsed: Parsed): string {
  const own = ownFunction(parsed) as AnyNode | undefined;
  if (parsed.form === "expression" && own && !("params" in own)) {
    return "a job is a function, as in e => e.id";
  }
  const field = parameterName(own);
  return field === undefined
    ? "declare it in the job's text"
    : `a field of the item is ${field}.${shown(name)}`;
}

function shown(name: string): string {
  return name.length > 80 ? `${name.slice(0, 79)}…` : name;
}

/** The name of a function's first parameter, if it has a plain one. */
function parameterName(own: AnyNode | undefined): string | undefined {
  const isFunction = own !== undefined && "params" in own;
  const [first] = isFunction ? own.params : [];
  return first?.type === "Identifier" ? first.name : undefined;
}

/** What a use of a name needs, if that is more than the language. */
function needOf(
  { name, node, usage, around }: FreeReference,
): JobNeed | undefined {
  if (usage !== "read") return undefined;
  const position = node.start;
  const endowment = ENDOWED.get(name);
  if (endowment !== undefined) return { what: name, endowment, position };
  const what = name === "Date"
    ? presentTime(around)
    : name === "Math" && isCallOf("random", around)
    ? "Math.random()"
    : undefined;
  if (what === undefined) return undefined;
  return { what, endowment: name === "Date" ? "clock" : "random", position };
}

/** How a use of `Date` asks for the present, if it does. */
function presentTime(around: Surroundings | undefined): string | undefined {
  if (isCallOf("now", around)) return "Date.now()";
  if (around?.key !== "callee") return undefined;
  const { node } = around;
  if (node.type === "CallExpression") return "Date()";
  const isBare = node.type === "NewExpression" && node.arguments.length === 0;
  return isBare ? "new Date()" : undefined;
}

/** Whether a name stands in a call of one of its methods. */
function isCallOf(method: string, around: Surroundings | undefined): boolean {
  return around?.key === "object" && around.node.type === "MemberExpression" &&
    !around.node.computed && around.node.property.type === "Identifier" &&
    around.node.property.name === method && around.outer?.key === "callee";
}

// What stands there may never run.
const CONDITIONAL: ReadonlySet<string> = new Set([
  "alternate",
  "body",
  "cases",
  "consequent",
  "block",
  "right",
]);

/**
 * Whether a use is reached: it is the job's own function that uses the name, or the top
 * level of the text. The functions of a bundle that no item calls are no reason to
 * refuse it.
 */
function isCertain({ around }: FreeReference, own: Node | undefined): boolean {
  let isPlain = true;
  for (let at: Surroundings | undefined = around; at; at = at.outer) {
    if (at.node === own) return true;
    const { type } = at.node;
    const isInner = CONDITIONAL.has(at.key) && type !== "Program";
    isPlain &&= !isInner && type !== "PropertyDefinition";
  }
  return isPlain;
}
