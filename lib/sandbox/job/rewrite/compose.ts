import type * as acorn from "../../../deps/acorn.ts";
import { evadeRefusals, findRefused } from "./evasive_transform.ts";
import {
  applyEdits,
  blank,
  type Edit,
  type Edited,
  withoutComments,
} from "./edit.ts";
import { freshName } from "./fresh_name.ts";
import type { JobNames } from "../names/job_names.ts";
import { privateGlobal } from "./private_global.ts";
import { guardSyntax } from "./guarded_syntax.ts";
import { JobDiagnostic } from "../job_diagnostic.ts";
import { checkpointsOf } from "./loop_checkpoints.ts";
import { type Parsed, parseJavaScript } from "../syntax/parser.ts";
import { NO_STEPS, stepsOf } from "./function_steps.ts";
import { presenceChecks } from "./presence_checks.ts";
import { type QuickReads, quickReads } from "./quick_reads.ts";
import { quickThrows } from "./quick_throws.ts";
import { SETUP_KEY } from "../../protocol.ts";
import { exportName } from "../rules.ts";
import type { Survey } from "../survey.ts";

/** The text that workers evaluate, with the way back to the text it was made from. */
export interface Composed {
  readonly text: string;
  /** Whether it takes what the text calls. */
  readonly takesTools: boolean;
  /** A text for items that fail by reading a property of nothing: {@linkcode quickReads}. */
  readonly quick: string | undefined;
  /** Finds a position in the parsed text; undefined for what was put around it. */
  origin(position: number): number | undefined;
}

/** What is rewritten in a text, and whether its steps are counted. */
export type Findings =
  & Survey
  & Pick<JobNames, "doubtful" | "free" | "thrown">
  & { readonly isCounted: boolean };

/** A longer text has no second one: to make that takes as long as to check the first. */
const LONGEST_QUICK = 8 * 2 ** 10;

/** Writes a checked text as one expression: a function that makes the job's anew. */
export function composeFactory(
  parsed: Parsed,
  findings: Findings,
): Composed {
  return { ...compose(parsed, findings), quick: quickText(parsed, findings) };
}

function quickText(parsed: Parsed, findings: Findings): string | undefined {
  const { text, node } = parsed;
  if (findings.isCounted || text.length > LONGEST_QUICK) return undefined;
  const name = freshName("read", findings.names);
  const reads = quickReads(node, name);
  try {
    return reads && compose(parsed, findings, { ...reads, name }).text;
  } catch (error) {
    // A job does without: its first text fits.
    if (error instanceof JobDiagnostic) return undefined;
    throw error;
  }
}

/** The reads of a second text, and the name of what they call. */
type NamedReads = QuickReads & { readonly name: string };

function compose(
  parsed: Parsed,
  findings: Findings,
  reads?: NamedReads,
): Omit<Composed, "quick"> {
  const { names, loops, callables, doubtful, free, isCounted } = findings;
  const text = withoutComments(parsed.text, parsed.comments);
  const checkpoint = freshName("checkpoint", names);
  const checkpoints = checkpointsOf(loops, checkpoint);
  const steps = isCounted ? stepsOf(callables, { text, checkpoint }) : NO_STEPS;
  const guards = guardSyntax(parsed.node, {
    names,
    checkpoint: isCounted ? checkpoint : undefined,
  });
  const global = privateGlobal(free, freshName("global", names));
  const present = presenceChecks(doubtful, freshName("present", names));
  const raise = freshName("raise", names);
  const throws = findings.catches ? [] : quickThrows(findings.thrown, raise);
  // In this order at one place of the text: what closes a call, a loop's braces, what
  // opens a call. Last what takes the place of text, which else would seem to overlap.
  const edits = [
    ...reads?.closing ?? [],
    ...guards.closing,
    ...steps.closing,
    ...checkpoints.edits,
    ...steps.opening,
    ...guards.opening,
    ...reads?.opening ?? [],
    ...present.edits,
    ...throws,
    ...evadeRefusals(text, parsed.node),
  ];
  const { before, body, after } = parsed.form === "expression"
    ? expressionBody(text, { node: parsed.node, edits })
    : moduleBody(text, {
      node: parsed.node as acorn.Program,
      edits,
      fresh: freshName("job", names),
    });
  const head = `() => {${global.names}${before}`;
  const inner = `${head}${body.text}${after}}`;
  checkShape(inner);
  return withHelpers(
    { inner, body, start: head.length },
    {
      // One that counts is given its checkpoint.
      parameters: isCounted || throws.length > 0 || reads !== undefined
        ? [
          isCounted ? checkpoint : freshName("unused", names),
          raise,
          ...reads === undefined ? [] : [reads.name],
        ].join()
        : undefined,
      declarations: (isCounted ? "" : checkpoints.declaration) +
        guards.declaration + global.declaration + present.declaration,
    },
  );
}

interface Body {
  readonly before: string;
  readonly body: Edited;
  readonly after: string;
}

/** Puts helpers around the text: outside, where it cannot shadow what they use. */
function withHelpers(
  { inner, body, start }: { inner: string; body: Edited; start: number },
  { parameters, declarations }: {
    parameters: string | undefined;
    declarations: string;
  },
): Omit<Composed, "quick"> {
  const takesTools = parameters !== undefined;
  const isBare = !takesTools && declarations === "";
  const opening = takesTools ? `(${parameters}) => {` : "(() => {";
  const head = isBare ? "" : `${opening}${declarations}return `;
  const tail = takesTools ? "}" : "})()";
  const begin = head.length + start;
  const end = begin + body.text.length;
  return {
    text: head + inner + (isBare ? "" : tail),
    takesTools,
    origin: (position) =>
      position < begin || position > end
        ? undefined
        : body.origin(position - begin),
  };
}

function expressionBody(
  text: string,
  { node, edits }: { node: acorn.Node; edits: readonly Edit[] },
): Body {
  const { start, end } = node;
  const body = applyEdits(text, [
    { start: 0, end: start, text: blank(text.slice(0, start)) },
    ...edits,
    { start: end, end: text.length, text: "" },
  ]);
  return { before: "return (", body, after: "\n);" };
}

function moduleBody(
  text: string,
  { node, edits, fresh }: {
    node: acorn.Program;
    edits: readonly Edit[];
    fresh: string;
  },
): Body {
  let result = fresh;
  let setup: string | undefined;
  const all = [...edits];
  for (const statement of node.body) {
    const removed = removeExport(text, { statement, fresh });
    for (const edit of removed.edits) all.push(edit);
    result = removed.result ?? result;
    setup ??= setupOf(statement);
  }
  const returned = setup === undefined
    ? result
    : `{job:${result},${JSON.stringify(SETUP_KEY)}:${setup}}`;
  return {
    before: "",
    body: applyEdits(text, all),
    after: `\n;return ${returned};`,
  };
}

/** The name of the function that a statement exports as `setup`, if it does. */
function setupOf(statement: acorn.AnyNode): string | undefined {
  if (statement.type !== "ExportNamedDeclaration") return undefined;
  const { declaration, specifiers } = statement;
  const found = specifiers.find(({ exported }) => (
    exportName(exported) === "setup"
  ));
  if (found !== undefined) return exportName(found.local);
  const declared = declaration?.type === "VariableDeclaration"
    ? declaration.declarations.map(({ id }) => id)
    : [declaration?.id];
  return declared.some((id) => id?.type === "Identifier" && id.name === "setup")
    ? "setup"
    : undefined;
}

interface Removed {
  readonly edits: readonly Edit[];
  /** The name of the default export; undefined if this is not it. */
  readonly result?: string;
}

// A semicolon goes where each `export` was: that word always began a
// statement, and what takes its place may not.
function removeExport(
  text: string,
  { statement, fresh }: { statement: acorn.AnyNode; fresh: string },
): Removed {
  if (statement.type === "ExportDefaultDeclaration") {
    return removeDefault(text, { statement, fresh });
  }
  if (statement.type !== "ExportNamedDeclaration") return { edits: [] };

  const { start, declaration, specifiers } = statement;
  const end = declaration ? start + "export".length : statement.end;
  const gap = blank(text.slice(start + 1, end));
  const edits = [{ start, end, text: `;${gap}` }];
  const found = specifiers.find(({ exported }) => (
    exportName(exported) === "default"
  ));
  return found === undefined
    ? { edits }
    : { edits, result: exportName(found.local) };
}

function removeDefault(
  text: string,
  { statement, fresh }: {
    statement: acorn.ExportDefaultDeclaration;
    fresh: string;
  },
): Removed {
  const { start, end, declaration } = statement;
  const keywords = /^export\s+default/.exec(text.slice(start))?.[0] ?? "";
  const gap = blank(keywords.slice(1));
  const named = "id" in declaration && declaration.id &&
    declaration.type === "FunctionDeclaration";
  const edit = { start, end: start + keywords.length };
  if (named) {
    const name = (declaration.id as acorn.Identifier).name;
    return { edits: [{ ...edit, text: `;${gap}` }], result: name };
  }
  return {
    edits: [
      { ...edit, text: `;const ${fresh} =${gap}` },
      { start: end, end, text: ";" },
    ],
    result: fresh,
  };
}

/** Proves that the text has not closed what it was put into. */
function checkShape(factory: string): void {
  if (isShaped(factory) && findRefused(factory) === -1) return;
  throw new JobDiagnostic(
    "Cannot use the job: its text does not fit into a function; " +
      "write it as one function",
    { kind: "form" },
  );
}

function isShaped(factory: string): boolean {
  try {
    const { form, node, comments } = parseJavaScript(factory);
    return form === "expression" && node.type === "ArrowFunctionExpression" &&
      node.params.length === 0 && !node.async && comments.length === 0 &&
      node.start === 0 && node.end === factory.length;
  } catch (error) {
    if (error instanceof JobDiagnostic) throw error.movedBy(() => undefined);
    throw error;
  }
}
