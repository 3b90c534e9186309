import type { AnyNode, Node, Program } from "../../../deps/acorn.ts";
import { further, JobDiagnostic, tooDeep } from "../job_diagnostic.ts";
import {
  bounded,
  checkTime,
  type Parsed,
  parseJavaScript,
  type ParserClass,
  parseWith,
  Quick,
  type TimeLimit,
} from "./parser.ts";
import { applyEdits, blank } from "../rewrite/edit.ts";
import { eachChild } from "./walk.ts";

// The type stripper is native code: deep nesting (1,500 levels in a thread) makes it abort
// the process, and some forms take it two to the n steps for n of `<` or `?`. So it is
// given only a text that is too short for either, or whose tree was found shallow by a
// parser with a step limit.
const SMALL_TEXT = 1_000;
const MAX_DEPTH = 400;
const MAX_FORKS = 16;

// Positions survive `strip`; `transform` is for what strip refuses, as enums.
// With the prefix, what is only an expression is a statement too.
const PREFIX = "export default ";
const ATTEMPTS = [
  { prefix: "", mode: "strip" },
  { prefix: PREFIX, mode: "strip" },
  { prefix: "", mode: "transform" },
  { prefix: PREFIX, mode: "transform" },
] as const;

/** Parses TypeScript as a job; rejects with the most likely fault. */
export async function parseTypeScript(
  text: string,
  { first, until }: TimeLimit & { readonly first: JobDiagnostic },
): Promise<Parsed> {
  if (!isSmall(text)) await checkShallow(text, { first, until });

  let left: JobDiagnostic | undefined;
  for (const { prefix, mode } of ATTEMPTS) {
    const stripped = await withoutTypes(text, { prefix, mode });
    if (stripped === undefined) continue;
    const { script, origin } = stripped;
    checkTime(until);
    try {
      const parsed = parseJavaScript(script, { until });
      return {
        ...parsed,
        ...withoutTypeImports(parsed, { text, mode }),
        origin,
      };
    } catch (error) {
      if (!(error instanceof JobDiagnostic)) throw error;
      if (prefix === "") left ??= error.movedBy(origin);
    }
  }
  if (left?.position !== undefined) throw left;
  throw await likeliest(text, { first, left, until });
}

interface Stripped {
  readonly script: string;
  /** Finds the position in the TypeScript text that one in the script comes from. */
  readonly origin: (position: number) => number | undefined;
}

async function withoutTypes(
  text: string,
  { prefix, mode }: { prefix: string; mode: "strip" | "transform" },
): Promise<Stripped | undefined> {
  const source = prefix + text;
  const script = await strip(source, mode);
  if (script === undefined) return undefined;
  // Loaded when it is wanted, and looked at when a position is: most jobs never fail.
  const { endOfScript, sourceMapOf } = await import("./source_map.ts");
  let toSource: ((position: number) => number | undefined) | undefined;
  const cut = script.startsWith(prefix) ? prefix.length : 0;
  return {
    script: script.slice(cut, endOfScript(script, mode)),
    origin: (position) => {
      if (mode === "strip") return position;
      toSource ??= sourceMapOf(script, source);
      const from = toSource(position + cut);
      return from === undefined ? from : Math.max(0, from - prefix.length);
    },
  };
}

async function strip(
  source: string,
  mode: "strip" | "transform",
): Promise<string | undefined> {
  // Loaded when it is wanted: it takes a tenth of the time to start a worker.
  const { stripTypeScriptTypes } = await import("node:module");
  try {
    return mode === "strip"
      ? stripTypeScriptTypes(source, { mode })
      : stripTypeScriptTypes(source, { mode, sourceMap: true });
  } catch {
    // It throws SyntaxError, Error or both in one; each means "not like this".
    return undefined;
  }
}

/**
 * Takes out the imports of which the stripper has left no more than the braces: it keeps
 * positions, and so cannot take out a statement.
 */
function withoutTypeImports(
  parsed: Parsed,
  { text, mode }: { text: string; mode: "strip" | "transform" },
): Pick<Parsed, "node" | "text"> {
  if (parsed.form === "expression" || mode === "transform") return parsed;
  const program = parsed.node as Program;
  const imports = program.body.filter((statement) =>
    isEmptyImport(statement) &&
    TYPE_IMPORT.test(text.slice(statement.start, statement.end))
  );
  const body = program.body.filter((node) => !imports.includes(node));
  const edits = imports.map(({ start, end }) => (
    { start, end, text: blank(text.slice(start, end)) }
  ));
  return {
    node: { ...program, body },
    text: applyEdits(parsed.text, edits).text,
  };
}

const TYPE_IMPORT = /^(?:im|ex)port\s*\{\s*type\b/;

function isEmptyImport(node: AnyNode): boolean {
  const isImport = node.type === "ImportDeclaration" ||
    node.type === "ExportNamedDeclaration" && Boolean(node.source);
  return isImport && node.specifiers.length === 0;
}

async function likeliest(
  text: string,
  { first, left, until }: TimeLimit & {
    readonly first: JobDiagnostic;
    readonly left: JobDiagnostic | undefined;
  },
): Promise<JobDiagnostic> {
  const parsed = await parseKeepingTypes(text, until);
  if (parsed instanceof JobDiagnostic) return further(first, parsed);
  return left ?? first;
}

/** Parses with the types as part of the tree; its parser loads on first use. */
async function parseKeepingTypes(
  text: string,
  until: number | undefined,
): Promise<Parsed | JobDiagnostic> {
  const { tsPlugin } = await import("../../../deps/acorn_typescript.ts");
  const Typed = Quick.extend(tsPlugin()) as unknown as ParserClass;
  try {
    return parseWith(bounded(Typed), text, { locations: true, until });
  } catch (error) {
    if (error instanceof JobDiagnostic) return error;
    throw error;
  }
}

function isSmall(text: string): boolean {
  return text.length <= SMALL_TEXT &&
    (text.match(/[<?]/g)?.length ?? 0) <= MAX_FORKS;
}

async function checkShallow(
  text: string,
  { first, until }: TimeLimit & { readonly first: JobDiagnostic },
): Promise<void> {
  const parsed = await parseKeepingTypes(text, until);
  if (parsed instanceof JobDiagnostic) {
    throw parsed.isFinal ? parsed : further(first, parsed);
  }

  const open = [{ node: parsed.node as Node, depth: 0, forks: 0 }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const depth = place.depth + 1;
    const forks = place.forks + (isFork(place.node, text) ? 1 : 0);
    if (depth > MAX_DEPTH || forks > MAX_FORKS) throw tooDeep();
    eachChild(place.node, (node) => open.push({ node, depth, forks }));
  }
}

/** Whether a stripper must guess what a node is, and may have to guess twice. */
function isFork(node: Node, text: string): boolean {
  if (node.type === "ConditionalExpression") {
    const { consequent } = node as Node & { consequent: Node };
    return text[consequent.start] === "(";
  }
  if (node.type === "BinaryExpression") {
    return (node as Node & { operator: string }).operator === "<";
  }
  return node.type === "TSTypeAssertion" ||
    node.type.startsWith("TSTypeParameter");
}
