/**
 * Puts the modules of the guest together into a module of texts.
 *
 * A worker has no permission to read its modules, and taking their types off each time
 * the program starts would take as long as starting a worker. The texts are a module,
 * and not files that are imported as text, because every packer carries a module.
 *
 * @module
 */

import { stripTypeScriptTypes } from "node:module";
import { type Comment, parse } from "../../lib/deps/acorn.ts";

/** Where the texts are kept. */
export const GENERATED_PATH = "lib/sandbox/worker/guest.generated.ts";

/** Where the modules are, and the protocol that they share with the host. */
export const GUEST_FOLDER = "lib/sandbox/guest";

const HEAD = `// Made from ${GUEST_FOLDER} by \`deno task guest\`: change that.

`;

const IMPORT_REGEXP = /^import \{([^}]*)\} from "([^"]*)";$/gm;
const EXPORT_REGEXP =
  /^export ((?:async )?function|class|const) (\w+|\{[^}]*\})/gm;

/** Gives the text of a module, by its path in the project. */
export type ReadModule = (path: string) => string;

/** Gives the text of the module that holds what workers run. */
export function generateGuest(read: ReadModule): string {
  const script = (name: string) =>
    onOneLine(read(`${GUEST_FOLDER}/${name}.js`));
  return HEAD + [
    constant(
      "GUEST_TEXT",
      "The body of a function of `setup` and `outside`: what a guest was given, and" +
        " modules that are not ours.",
      linkGuest(read),
    ),
    constant("BOOT_TEXT", "The first module of a worker.", [script("boot")]),
    constant(
      "SUPERVISOR_TEXT",
      "The module of the web worker that starts workers without permissions.",
      [script("supervisor")],
    ),
    constant(
      "SPINNER_TEXT",
      "The module of a worker that only loops.",
      [script("spinner")],
    ),
  ].join("\n");
}

function constant(name: string, about: string, lines: string[]): string {
  const texts = lines.map((line) => `  ${JSON.stringify(line)},\n`);
  return `/** ${about} */\nexport const ${name}: string = [\n${
    texts.join("")
  }].join("\\n");\n`;
}

/** Joins the modules: each is an expression that gives its exports, on a line. */
function linkGuest(read: ReadModule): string[] {
  const parts = new Map<string, string>();
  addPart(`${GUEST_FOLDER}/main.ts`, { read, parts });
  const consts = [...parts].map(([path, text]) =>
    `const ${variableOf(path)} = (() => { ${text} })();`
  );
  return ['"use strict";', ...consts];
}

interface Linking {
  readonly read: ReadModule;
  /** The modules, each after those that it imports. */
  readonly parts: Map<string, string>;
}

function addPart(path: string, linking: Linking): void {
  const { read, parts } = linking;
  if (parts.has(path)) return;
  const names: string[] = [];
  const text = stripTypeScriptTypes(read(path))
    .replaceAll(IMPORT_REGEXP, (_, imported: string, from: string) => {
      const module = moduleOf(path, from, linking);
      return `const {${imported.replaceAll(" as ", ": ")}} = ${module};`;
    })
    .replaceAll(EXPORT_REGEXP, (_, kind: string, target: string) => {
      names.push(...namesIn(target));
      return `${kind} ${target}`;
    });
  const missed = text.match(/^\s*(import|export)\b.*/m)?.[0];
  if (missed !== undefined) throw new Error(`Cannot join ${path}: ${missed}`);
  const exported = `return { ${names.join(", ")} };`;
  parts.set(path, onOneLine(`${text}\n${exported}`));
}

/** What an import gives: another part, or a module from outside. */
function moduleOf(path: string, from: string, linking: Linking): string {
  if (!from.startsWith(".")) return `outside["${from}"]`;
  const imported = new URL(from, `file:///${path}`).pathname.slice(1);
  addPart(imported, linking);
  return variableOf(imported);
}

/** The names that a declaration makes: of a pattern, those behind its colons. */
function namesIn(target: string): string[] {
  return target.match(/\w+(?=\s*(?:[,}]|$))/g) ?? [];
}

function variableOf(path: string): string {
  const name = path.slice("lib/sandbox/".length, -".ts".length);
  return `$${name.replaceAll("/", "$")}`;
}

/** Takes out comments and line ends: what is made is not for reading. */
function onOneLine(text: string): string {
  const comments: Comment[] = [];
  const { body } = parse(text, {
    ecmaVersion: "latest",
    sourceType: "module",
    allowReturnOutsideFunction: true,
    onComment: comments,
  });
  // Every statement ends in a semicolon, so only in a template does a line end matter.
  JSON.stringify(body, (key, value) => {
    if (key === "raw" && value.includes("\n")) {
      throw new Error(`Cannot join the lines of a template: ${value}`);
    }
    return typeof value === "bigint" ? `${value}` : value;
  });
  let code = "";
  let from = 0;
  for (const { start, end } of comments) {
    code += text.slice(from, start);
    from = end;
  }
  return (code + text.slice(from)).replaceAll(/\s*\n\s*/g, " ").trim();
}
