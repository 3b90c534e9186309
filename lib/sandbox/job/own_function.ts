import type { AnyNode, Node, Program } from "../../deps/acorn.ts";
import type { Parsed } from "./syntax/parser.ts";
import { exportName, unwrap } from "./rules.ts";

/** The function that a text gives as its job, if the text shows it. */
export function ownFunction({ form, node }: Parsed): Node | undefined {
  if (form === "expression") return unwrap(node as AnyNode);
  const { body } = node as Program;
  let name: string | undefined;
  for (const statement of body) {
    if (statement.type === "ExportDefaultDeclaration") {
      const inner = unwrap(statement.declaration);
      if (inner.type !== "Identifier") return inner;
      name = inner.name;
    } else if (statement.type === "ExportNamedDeclaration") {
      const found = statement.specifiers.find(({ exported }) => (
        exportName(exported) === "default"
      ));
      if (found !== undefined) name = exportName(found.local);
    }
  }
  return name === undefined ? undefined : declared(name, body);
}

function declared(name: string, body: Program["body"]): Node | undefined {
  for (const statement of body) {
    const node = statement.type === "ExportNamedDeclaration"
      ? statement.declaration
      : statement;
    if (node?.type === "FunctionDeclaration" && node.id?.name === name) {
      return node;
    }
    if (node?.type !== "VariableDeclaration") continue;
    const found = node.declarations.find(({ id }) => (
      id.type === "Identifier" && id.name === name
    ));
    if (found?.init) return unwrap(found.init);
  }
  return undefined;
}
