import type { Node } from "../../../deps/acorn.ts";
import { walk } from "../syntax/walk.ts";

/** Collects every name that a text spells, whatever it stands for. */
export function namesIn(root: Node): Set<string> {
  const names = new Set<string>();
  for (const { node } of walk(root)) {
    if (node.type === "Identifier") names.add(node.name);
  }
  return names;
}

/** Makes a name that the text does not use yet; takes time linear in the text. */
export function freshName(base: string, names: ReadonlySet<string>): string {
  // At worst the text has the name with every number below that of its names.
  let number = 0;
  while (names.has(`${base}${number}`)) number++;
  return `${base}${number}`;
}
