/**
 * What a job gets, as TypeScript: for its author, a person or a model.
 *
 * @module
 */

import { exactValue } from "../exact_values.ts";
import type { CallDefinition, JsonSchema } from "./context_options.ts";
import type { LookupMessage } from "../lookup_layout.ts";
import type { Context } from "./resolve_context.ts";

/** The text of a declaration file. */
export function describeContext({ message, calls }: Context): string {
  const args = exactValue(message.args);
  return `/** The second argument of a job, behind its item. */
export interface Context {
  /** Position of the item in the whole input, from 0. */
  readonly index: number;
  readonly args: ${typeOf(args, "  ")};
  readonly tables: {${message.tables.map(describeTable).join("")}
  };
  readonly call: {${[...calls].map(describeCall).join("")}
  };
}

/** What a job is. */
export type Job = (item: unknown, context: Context) => unknown;
`;
}

/** A table to look records up in. */
const LOOKUP = `{
      readonly size: number;
      get(key: unknown): RECORD | undefined;
      has(key: unknown): boolean;
      find(accepts: (record: ROW) => unknown): ROW | undefined;
      filter(accepts: (record: ROW) => unknown): ROW[];
    }`;

function describeTable({ name, layout, hasMany }: LookupMessage): string {
  const row = layout === undefined
    ? "any"
    : `{ ${
      layout.columns.map((column) => `${JSON.stringify(column)}: string`).join(
        "; ",
      )
    } }`;
  const type = LOOKUP.replaceAll("RECORD", hasMany ? "ROW[]" : "ROW")
    .replaceAll("ROW", () => row);
  return `\n    readonly ${name}: ${type};`;
}

function describeCall([name, definition]: [string, CallDefinition]): string {
  const { about, parameters, returns } = definition;
  const list = parameters === undefined
    ? "...args: unknown[]"
    : describeParameters(parameters);
  const answer = returns === undefined ? "unknown" : schemaType(returns, 0);
  const comment = about === undefined
    ? ""
    : `\n    /** ${about.replaceAll("*/", "* /")} */`;
  return `${comment}\n    readonly ${name}: (${list}) => Promise<${answer}>;`;
}

/** Words that no parameter can have for a name. */
// deno-fmt-ignore
const RESERVED: ReadonlySet<string> = new Set([
  "arguments", "await", "break", "case", "catch", "class", "const", "continue",
  "debugger", "default", "delete", "do", "else", "enum", "eval", "export",
  "extends", "false", "finally", "for", "function", "if", "implements", "import",
  "in", "instanceof", "interface", "let", "new", "null", "package", "private",
  "protected", "public", "return", "static", "super", "switch", "this", "throw",
  "true", "try", "typeof", "var", "void", "while", "with", "yield",
]);

/** The parameters of a call, each with a name of its own. */
function describeParameters(parameters: readonly JsonSchema[]): string {
  const names = new Set<unknown>();
  return parameters.map((schema, at) => {
    const { title } = schema;
    const isName = typeof title === "string" && !names.has(title) &&
      /^[A-Za-z_$][\w$]*$/.test(title) && !RESERVED.has(title);
    names.add(title);
    return `${isName ? title : `arg${at + 1}`}: ${schemaType(schema, 0)}`;
  }).join(", ");
}

/** Deepest schema that is described; below it, anything. */
const DEEPEST = 8;

/** The type of a JSON Schema, of those of its words that have one in TypeScript. */
function schemaType(schema: unknown, depth: number): string {
  if (typeof schema !== "object" || schema === null || depth > DEEPEST) {
    return "unknown";
  }
  const words = schema as JsonSchema;
  if (Array.isArray(words.enum)) {
    return anyOf(words.enum.map((value) => JSON.stringify(value)));
  }
  if ("const" in words) return JSON.stringify(words.const);
  const choices = words.anyOf ?? words.oneOf;
  if (Array.isArray(choices)) {
    return anyOf(choices.map((choice) => schemaType(choice, depth + 1)));
  }
  const { type } = words;
  if (Array.isArray(type)) {
    const types = type.map((one) => ({ ...words, type: one }));
    return anyOf(types.map((one) => schemaType(one, depth + 1)));
  }
  return namedType(words, depth);
}

function anyOf(types: readonly string[]): string {
  return types.join(" | ") || "never";
}

function namedType(words: JsonSchema, depth: number): string {
  switch (words.type) {
    case "string":
    case "number":
    case "boolean":
    case "null":
      return words.type;
    case "integer":
      return "number";
    case "array":
      return `(${schemaType(words.items, depth + 1)})[]`;
    case "object":
      return objectType(words, depth);
    default:
      return "unknown";
  }
}

function objectType(
  { properties, required }: JsonSchema,
  depth: number,
): string {
  if (typeof properties !== "object" || properties === null) {
    return "{ [name: string]: unknown }";
  }
  const needed = Array.isArray(required) ? required : [];
  const members = Object.entries(properties).map(([name, schema]) =>
    `${JSON.stringify(name)}${needed.includes(name) ? "" : "?"}: ${
      schemaType(schema, depth + 1)
    }`
  );
  return members.length === 0 ? "{}" : `{ ${members.join("; ")} }`;
}

/** The type of a value of JSON. */
function typeOf(value: unknown, indent: string): string {
  if (value === null) return "null";
  if (Array.isArray(value)) {
    const types = new Set(value.map((element) => typeOf(element, indent)));
    return `readonly (${[...types].join(" | ") || "unknown"})[]`;
  }
  if (typeof value !== "object") return typeof value;
  const inside = `${indent}  `;
  const members = Object.entries(value).map(([name, member]) =>
    `\n${inside}readonly ${JSON.stringify(name)}: ${typeOf(member, inside)};`
  );
  return members.length === 0 ? "{}" : `{${members.join("")}\n${indent}}`;
}
