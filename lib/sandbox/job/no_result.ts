// Why a job may give nothing for every item, as far as its text shows it.

import type { AnyNode, Node } from "../../deps/acorn.ts";
import { ownFunction } from "./own_function.ts";
import type { Parsed } from "./syntax/parser.ts";
import { eachChild } from "./syntax/walk.ts";

/** The likely reason why a job returns nothing; undefined if its text shows none. */
export function noResultReason(parsed: Parsed): string | undefined {
  const own = ownFunction(parsed) as AnyNode | undefined;
  const isFunction = own?.type === "ArrowFunctionExpression" ||
    own?.type === "FunctionExpression" || own?.type === "FunctionDeclaration";
  if (!isFunction || own.body.type !== "BlockStatement") return undefined;
  const { body } = own.body;
  const isArrow = own.type === "ArrowFunctionExpression";
  if (isArrow && body.length === 0) {
    return "the braces are an empty function body; an empty object is ({})";
  }
  if (isArrow && body.every(({ type }) => type === "LabeledStatement")) {
    return "the braces are a function body, in which `name:` is a label; an " +
      "object needs parentheses, as in e => ({ id: e.id })";
  }
  return hasReturn(own.body) ? undefined : "the job's function has no return";
}

/** Whether a function's body returns a value, functions inside it aside. */
function hasReturn(body: Node): boolean {
  const open = [body as AnyNode];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === "ReturnStatement" && node.argument) return true;
    if (/Function|Class/.test(node.type)) continue;
    eachChild(node, (child) => open.push(child));
  }
  return false;
}
