// SES searches a text, without parsing it, for HTML comments, for `import` before one of
// `.(/` and for `eval` before `(`, and refuses a text that holds one anywhere. In a string,
// a template, a regular expression or the name of a property they are harmless, so this
// file writes them there with an escape, which means the same.
//
// The escaped character is always the second letter or the last dash, because a known
// character, never a backslash, stands before it. The escape is always \u00xx, the one
// form that strings, templates, patterns, groups and names have in common.

import type {
  AnyNode,
  Literal,
  Node,
  TemplateElement,
} from "../../../deps/acorn.ts";
import { applyEdits, blank, type Edit } from "./edit.ts";
import { JobDiagnostic } from "../job_diagnostic.ts";
import { walk } from "../syntax/walk.ts";

const REFUSED = /<!--|-->|\bimport\s*[./(]|\beval\s*\(/;

// The nodes whose text is no code, or has a second spelling.
const WRITTEN = new Set([
  "Identifier",
  "Literal",
  "PrivateIdentifier",
  "TemplateElement",
]);

/** The position where SES would refuse a text, or -1. */
export function findRefused(text: string): number {
  return text.search(REFUSED);
}

/** The edits after which SES accepts a text that has no comments. */
export function evadeRefusals(text: string, root: Node): Edit[] {
  if (findRefused(text) === -1) return [];

  const tagged = new Set<Node>();
  const edits = new Map<number, Edit>();
  walk(root, ({ node }) => {
    if (node.type === "TaggedTemplateExpression") {
      for (const part of node.quasi.quasis) tagged.add(part);
    }
    if (!WRITTEN.has(node.type)) return;
    const { start, end } = node;
    const written = text.slice(start, end);
    if (!/import|eval|<!--|-->/.test(written)) return;
    if (tagged.has(node)) checkTagged(written, start);
    const rewritten = tagged.has(node) ? written : rewrite(node, written);
    // A shorthand property is two nodes in one place: keyed, it is one edit.
    edits.set(start, { start, end, text: rewritten });
  });
  return [...edits.values(), ...spaceOut(text, [...edits.values()])];
}

function rewrite(node: AnyNode, written: string): string {
  if (node.type === "TemplateElement") {
    return escapeIn(rawTemplate(node));
  }
  if (node.type === "Literal") return rewriteLiteral(node, written);
  return escapeIn(written);
}

function rewriteLiteral({ value }: Literal, written: string): string {
  const plain = typeof value === "string" ? JSON.stringify(value) : written;
  return escapeIn(plain);
}

function rawTemplate({ value }: TemplateElement): string {
  return (value.cooked ?? "")
    .replace(/[\\`$]/g, "\\$&")
    .replaceAll("\r", "\\r");
}

function escapeIn(text: string): string {
  return text
    .replaceAll("import", "i\\u006dport")
    .replaceAll("eval", "e\\u0076al")
    .replaceAll("<!--", "<!-\\u002d")
    .replaceAll("-->", "--\\u003e");
}

function checkTagged(written: string, start: number): void {
  const at = findRefused(written);
  if (at === -1) return;
  throw new JobDiagnostic(
    "Cannot use this text in a tagged template: the sandbox takes it for an " +
      "import, an eval or a comment; put it in a plain string",
    { kind: "form", position: start + at },
  );
}

/** Separates operators, the only other place for them: `n --> 0` is `n-- > 0`. */
function spaceOut(text: string, edits: readonly Edit[]): Edit[] {
  const code = applyEdits(
    text,
    edits.map(({ start, end }) => (
      { start, end, text: blank(text.slice(start, end)) }
    )),
  ).text;
  return [...code.matchAll(/<(?=!--)|--(?=>)/g)].map((found) => {
    const end = found.index + found[0].length;
    return { start: end, end, text: " " };
  });
}
