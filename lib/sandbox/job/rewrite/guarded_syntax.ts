// What an operator does, no method of the realm can guard. So the places where syntax
// makes a long text, takes one apart into properties, hands many to a native function or
// stamps a shared object call a function that refuses it. For anything else that function
// costs nothing once it is compiled.

import type { AnyNode, Node } from "../../../deps/acorn.ts";
import { PROPERTIES_LIMIT, TEXT_LIMIT, TEXT_MARK } from "../../protocol.ts";
import type { Edit } from "./edit.ts";
import { freshName } from "./fresh_name.ts";
import { type Place, walk } from "../syntax/walk.ts";

const REFUSE = `()=>{throw new RangeError("length over the sandbox limit")}`;

function refuseTexts(limit: number): string {
  return `(refuse=>value=>typeof value==="string"&&value.length>${limit}` +
    `?refuse():value)(${REFUSE})`;
}

/** The functions that are called with the value of an expression, by name. */
const GUARDS = {
  /** A text that grows. */
  grown: refuseTexts(TEXT_LIMIT),
  /** A text of which each character becomes a property. */
  apart: refuseTexts(PROPERTIES_LIMIT),
  /** Elements and arguments: a native function may read all their texts at once. */
  spread: `((refuse,isArray)=>value=>{let length=0;` +
    `if(typeof value==="string")length=4*value.length;` +
    `else if(isArray(value)&&value.length>4)` +
    `for(let at=0;at<value.length;at++){const text=value[at];` +
    `if(typeof text==="string")length+=text.length}` +
    `return length>${TEXT_LIMIT}?refuse():value})(${REFUSE},Array.isArray)`,
  /** A class whose private fields could be put on an object that items share. */
  own: `((refuse,isExtensible,construct,Proxy)=>value=>` +
    `typeof value!=="function"?value:new Proxy(value,{construct(base,given,made){` +
    `const self=construct(base,given,made);` +
    `return isExtensible(self)?self:refuse()}}))(()=>{throw new TypeError(` +
    `"Cannot add a private field to an object that is not extensible")},` +
    `Object.isExtensible,Reflect.construct,Proxy)`,
  /**
   * The key under which a long text refuses to be read. A pattern with a rest reads it
   * first: the value that is taken apart cannot be seen in any other way.
   */
  rest: `Object.getOwnPropertySymbols(String.prototype).find(key=>` +
    `key.description===${JSON.stringify(TEXT_MARK)})??Symbol()`,
};

type GuardName = keyof typeof GUARDS;

/** As many elements are spread in the time of a step. */
const ELEMENTS = 16;

/** Elements that are spread, where they count as steps of the given name. */
function countedSpread(checkpoint: string): string {
  return `((checked,isArray)=>value=>{if(typeof value==="string"||isArray(value))` +
    `for(let rest=value.length;rest>=${ELEMENTS};rest-=${ELEMENTS})${checkpoint}();` +
    `return checked(value)})(${GUARDS.spread},Array.isArray)`;
}

/** The guards of a text: their functions, and the edits that open and close each call. */
export interface GuardedSyntax {
  readonly declaration: string;
  readonly opening: readonly Edit[];
  /** In the order of what they close, so before all that closes at the same place. */
  readonly closing: readonly Edit[];
}

/**
 * Makes the places of a text that need it call functions of names it does not use;
 * `checkpoint` is what each step calls, if steps are counted.
 */
export function guardSyntax(
  root: Node,
  { names, checkpoint }: {
    names: ReadonlySet<string>;
    checkpoint?: string | undefined;
  },
): GuardedSyntax {
  const opening: Edit[] = [];
  const closing: Edit[] = [];
  const used = new Map<GuardName, string>();
  const nameOf = (guard: GuardName): string => {
    const name = used.get(guard) ?? freshName(guard, names);
    used.set(guard, name);
    return name;
  };
  // Spreads into objects, and the templates of tags: their children look like others.
  const special = new Set<Node | undefined>();
  walk(root, (place) => {
    const { node, parent } = place;
    const { start, end } = node;
    const isOfObject = parent?.type === "ObjectExpression";
    if (node.type === "SpreadElement" && isOfObject) special.add(node);
    if (node.type === "TaggedTemplateExpression") special.add(node.quasi);
    for (const guard of guardsOf(place, special)) {
      // A space, because a keyword may stand right before.
      opening.push({ start, end: start, text: ` ${nameOf(guard)}(` });
      closing.push({ start: end, end, text: ")" });
    }
    if (!takesRest(node)) return;
    const at = start + 1;
    opening.push({ start: at, end: at, text: `[${nameOf("rest")}]:{}=0,` });
  });
  const declarations = [...used].map(([guard, name]) => {
    const isCounted = guard === "spread" && checkpoint !== undefined;
    const made = isCounted ? countedSpread(checkpoint) : GUARDS[guard];
    return `const ${name}=${made};`;
  });
  return { declaration: declarations.join(""), opening, closing };
}

/** What is put around an expression, the outermost first. */
function guardsOf(
  place: Place,
  special: ReadonlySet<Node | undefined>,
): GuardName[] {
  const { node, parent, key } = place;
  const guards: GuardName[] = [];
  if (parent?.type === "SpreadElement") {
    guards.push(special.has(parent) ? "apart" : "spread");
  } else if (parent?.type === "ForInStatement" && key === "right") {
    guards.push("apart");
  } else if (key === "superClass" && givesPrivate(place)) guards.push("own");
  const isJoined = parent !== undefined && isJoining(parent) &&
    !special.has(parent);
  if (isJoining(node) && !special.has(node) && !isJoined) guards.push("grown");
  return guards;
}

function takesRest(node: AnyNode): boolean {
  return node.type === "ObjectPattern" &&
    node.properties.some(({ type }) => type === "RestElement");
}

/** Whether an expression makes a text of others. */
function isJoining(node: AnyNode): boolean {
  switch (node.type) {
    case "BinaryExpression":
      return node.operator === "+" && !isNumber(node);
    case "AssignmentExpression":
      return node.operator === "+=";
    case "TemplateLiteral":
      return node.expressions.length > 0;
    default:
      return false;
  }
}

const NUMERIC = new Set(["-", "*", "/", "%", "**", "|", "&", "^", "<<", ">>"]);

/** Whether the text itself shows that a value is a number. */
function isNumber(node: AnyNode): boolean {
  switch (node.type) {
    case "Literal":
      return typeof node.value === "number";
    case "UpdateExpression":
      return true;
    case "UnaryExpression":
      return ["-", "+", "~"].includes(node.operator);
    case "BinaryExpression":
      return NUMERIC.has(node.operator) ||
        node.operator === "+" && isNumber(node.left) && isNumber(node.right);
    default:
      return false;
  }
}

/** Whether a class with private members is made from another one. */
function givesPrivate({ node, parent }: Place): boolean {
  if (node.type === "Literal") return false;
  const isClass = parent?.type === "ClassDeclaration" ||
    parent?.type === "ClassExpression";
  return isClass &&
    parent.body.body.some((member) =>
      "key" in member && member.key.type === "PrivateIdentifier"
    );
}
