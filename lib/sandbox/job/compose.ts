import type * as acorn from "../../deps/acorn.ts";
import { evadeRefusals, findRefused } from "./evasive_transform.ts";
import { applyEdits, blank, type Edit, withoutComments } from "./edit.ts";
import { JobDiagnostic } from "./job_diagnostic.ts";
import { type Parsed, parseJavaScript } from "./parser.ts";
import { exportName } from "./rules.ts";
import { checkpointsOf } from "./loop_checkpoints.ts";

/** Writes a checked text as one expression that makes its function anew. */
export function composeFactory(parsed: Parsed): string {
  const text = withoutComments(parsed.text, parsed.comments);
  const { declaration, edits: checkpoints } = checkpointsOf(parsed.node);
  // First: what is put before a place must not be taken for an overlap with it.
  const edits = [...checkpoints, ...evadeRefusals(text, parsed.node)];
  const body = parsed.form === "expression"
    ? expressionBody(text, { node: parsed.node, edits })
    : moduleBody(text, { node: parsed.node as acorn.Program, edits });
  const factory = `() => {${declaration}${body}}`;
  checkShape(factory);
  return factory;
}

function expressionBody(
  text: string,
  { node, edits }: { node: acorn.Node; edits: readonly Edit[] },
): string {
  const { start, end } = node;
  const body = applyEdits(text, [
    { start: 0, end: start, text: blank(text.slice(0, start)) },
    ...edits,
    { start: end, end: text.length, text: "" },
  ]);
  return `return (${body}\n);`;
}

function moduleBody(
  text: string,
  { node, edits }: { node: acorn.Program; edits: readonly Edit[] },
): string {
  const fresh = freshName(text);
  let result = fresh;
  const all = [...edits];
  for (const statement of node.body) {
    const removed = removeExport(text, { statement, fresh });
    for (const edit of removed.edits) all.push(edit);
    result = removed.result ?? result;
  }
  return `${applyEdits(text, all)}\n;return ${result};`;
}

interface Removed {
  readonly edits: readonly Edit[];
  /** What the default export is called; undefined if this is not it. */
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

function freshName(text: string): string {
  let name = "job";
  while (text.includes(name)) name += "_";
  return name;
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
    if (error instanceof JobDiagnostic) throw error.unplaced();
    throw error;
  }
}
