import type { AnyNode, Expression, Program } from "../../deps/acorn.ts";
import { JobDiagnostic } from "./job_diagnostic.ts";
import type { Parsed } from "./syntax/parser.ts";
import type { Place } from "./syntax/walk.ts";

const NOT_FUNCTIONS = new Map<string, string>([
  ["ArrayExpression", "an array"],
  ["AssignmentExpression", "an assignment"],
  ["BinaryExpression", "a value"],
  ["ClassDeclaration", "a class"],
  ["ClassExpression", "a class"],
  ["Literal", "a value"],
  ["ObjectExpression", "an object"],
  ["TemplateLiteral", "a string"],
  ["UnaryExpression", "a value"],
  ["UpdateExpression", "a value"],
]);

// The distance at which an import is still looked for before a syntax error: enough for
// one line of it, and a bound on the work that a hostile line can make.
const LONGEST_IMPORT = 300;

/** Throws the diagnostic of a node that no job may have. */
export function checkPlace(place: Place): void {
  const diagnostic = importIn(place.node) ?? refusalOf(place);
  if (diagnostic !== undefined) throw diagnostic;
}

/** Throws the diagnostic of a text that parses and is no function. */
export function checkForm({ form, node }: Parsed): void {
  if (form === "expression") checkFunction(node as Expression);
  else checkModule(node as Program);
}

/** The refusal of an import at a place of the text. */
export function importDiagnostic(position: number): JobDiagnostic {
  return new JobDiagnostic(
    "Cannot import in a job: bundle it into one file first, " +
      "for example with `deno bundle` or esbuild",
    { kind: "import", position },
  );
}

/** The position where the import begins in which a parser stopped, or -1. */
export function importBefore(text: string, position: number): number {
  const before = text.slice(Math.max(0, position - LONGEST_IMPORT), position);
  const line = /[^\n\r]*$/.exec(before)?.[0] ?? "";
  const found = /(?:^|[^.\w$#'"`\s])\s*(import\b[^;*]*)$/.exec(line);
  return found === null ? -1 : position - (found[1] ?? "").length;
}

/** The expression inside any parentheses. */
export function unwrap(node: AnyNode): AnyNode {
  let inner = node;
  while (inner.type === "ParenthesizedExpression") inner = inner.expression;
  return inner;
}

/** The name that a module exports something under. */
export function exportName(node: AnyNode): string {
  return node.type === "Identifier"
    ? node.name
    : String((node as { value?: unknown }).value);
}

function importIn(node: AnyNode): JobDiagnostic | undefined {
  const isImport = node.type === "ImportDeclaration" ||
    node.type === "ImportExpression" ||
    node.type === "ExportAllDeclaration" ||
    (node.type === "ExportNamedDeclaration" && Boolean(node.source)) ||
    (node.type === "MetaProperty" && node.meta.name === "import");
  return isImport ? importDiagnostic(node.start) : undefined;
}

function refusalOf(place: Place): JobDiagnostic | undefined {
  const { node, inFunction, ownArguments } = place;
  if (!inFunction && isWait(node)) {
    return form(
      "Cannot wait at the top level of a job: its text is evaluated again " +
        "for each item; use await inside an async function",
      node,
    );
  }
  if (node.type === "CallExpression" && isNamed(unwrap(node.callee), "eval")) {
    return form("Cannot call eval in a job: the sandbox has none", node);
  }
  // The function in which the sandbox evaluates the text has an `arguments` object that
  // outlives an item, so that a job could keep values in it.
  if (!ownArguments && isNamed(node, "arguments") && !isPropertyName(place)) {
    return form(
      "Cannot use arguments outside a function () {}: name the parameters",
      node,
    );
  }
  return undefined;
}

function isWait(node: AnyNode): boolean {
  return node.type === "AwaitExpression" ||
    (node.type === "ForOfStatement" && node.await) ||
    (node.type === "VariableDeclaration" && node.kind === "await using");
}

function isNamed(node: AnyNode, name: string): boolean {
  return node.type === "Identifier" && node.name === name;
}

function isPropertyName({ parent, key }: Place): boolean {
  if (key === "property" || key === "key") {
    return !(parent as { computed?: boolean } | undefined)?.computed;
  }
  return key === "label";
}

function checkModule({ body }: Program): void {
  for (const node of body) {
    if (node.type === "ExportDefaultDeclaration") {
      return checkFunction(node.declaration);
    }
    if (node.type !== "ExportNamedDeclaration") continue;
    const names = node.specifiers.map(({ exported }) => exportName(exported));
    if (names.includes("default")) return;
  }
  throw withoutDefault(body);
}

function withoutDefault(body: Program["body"]): JobDiagnostic {
  if (body.length === 0) {
    return form("Cannot use an empty job: write a function, as in e => e.id");
  }
  const [, second] = body;
  if (body.every(({ type }) => type === "ExpressionStatement")) {
    return form("Cannot use two expressions: a job is one function", second);
  }
  return form(
    "Cannot find the job: the module has no default export; " +
      "end it with `export default` and the function",
  );
}

function checkFunction(node: AnyNode): void {
  const inner = unwrap(node);
  if (inner.type === "SequenceExpression") {
    const [, second] = inner.expressions;
    throw form("Cannot use two expressions: a job is one function", second);
  }
  const found = "generator" in inner && inner.generator
    ? "a generator function"
    : NOT_FUNCTIONS.get(inner.type);
  if (found === undefined) return;
  throw form(
    `Cannot use ${found} as a job: a job is a function, as in item => item.id`,
    inner,
  );
}

function form(message: string, node?: AnyNode): JobDiagnostic {
  const position = node === undefined ? {} : { position: node.start };
  return new JobDiagnostic(message, { kind: "form", ...position });
}
