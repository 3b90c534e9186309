// What a replacement text stands for is put together natively for every match, which V8
// cannot interrupt. A long one, over a long text, becomes a function that does the same.

import { charCode, indexOf, isRegExp, slice } from "../prelude.ts";
import { checkLength } from "./lengths.ts";
import { TEXT_LIMIT } from "../../protocol.ts";
import type { Guard, Guards } from "./guards.ts";

const Text = String;

/** V8 replaces by itself where all matches together make at most this many characters. */
const QUICK = 2 ** 26;

const DOLLAR = 36;
const ZERO = 48;

/** One match, as a function that replaces it is told of it. */
interface Match {
  readonly text: string;
  readonly position: number;
  /** What was matched, and then what each group was. */
  readonly groups: readonly (string | undefined)[];
  readonly named: Record<string, unknown> | undefined;
}

/** What a part of a template that begins with `$` stands for, and how long it is. */
type Part = readonly [meaning: string, length: number];

/** Gives the template as a function if V8 should not be left alone with it. */
function interruptible(template: unknown, text: unknown): unknown {
  if (typeof template !== "string" || typeof text !== "string") return template;
  const isQuick = template.length * text.length <= QUICK ||
    indexOf(template, "$") === -1;
  return isQuick ? template : (...args: unknown[]) => {
    const hasNames = typeof args[args.length - 1] === "object";
    const textAt = args.length - (hasNames ? 2 : 1);
    return expand(template, {
      text: args[textAt] as string,
      position: args[textAt - 1] as number,
      groups: args.slice(0, textAt - 1) as string[],
      named: hasNames ? args[textAt + 1] as Match["named"] : undefined,
    });
  };
}

function expand(template: string, match: Match): string {
  let made = "";
  let from = 0;
  for (let at = 0; at < template.length - 1; at++) {
    if (charCode(template, at) !== DOLLAR) continue;
    const part = partAt(template, at, match);
    if (part === undefined) continue;
    made += slice(template, from, at) + part[0];
    checkLength(made.length, TEXT_LIMIT);
    from = at + part[1];
    at = from - 1;
  }
  return made + slice(template, from);
}

function partAt(
  template: string,
  at: number,
  { text, position, groups, named }: Match,
): Part | undefined {
  const [matched = ""] = groups;
  switch (template[at + 1]) {
    case "$":
      return ["$", 2];
    case "&":
      return [matched, 2];
    case "`":
      return [slice(text, 0, position), 2];
    case "'":
      return [slice(text, position + matched.length), 2];
    case "<": {
      const end = indexOf(template, ">", at);
      if (named === undefined || end === -1) return undefined;
      const value = named[slice(template, at + 2, end)];
      return [value === undefined ? "" : Text(value), end + 1 - at];
    }
    default:
      return groupAt(template, at, groups);
  }
}

/** What `$n` or `$nn` stands for, if there is such a group. */
function groupAt(
  template: string,
  at: number,
  groups: Match["groups"],
): Part | undefined {
  const first = charCode(template, at + 1) - ZERO;
  if (!(first >= 0 && first <= 9)) return undefined;
  const second = charCode(template, at + 2) - ZERO;
  const both = second >= 0 && second <= 9 ? 10 * first + second : 0;
  if (both > 0 && both < groups.length) return [groups[both] ?? "", 3];
  return first > 0 && first < groups.length
    ? [groups[first] ?? "", 2]
    : undefined;
}

const ofRegExp: Guard = (self, args) => {
  if (isRegExp(self)) args[1] = interruptible(args[1], args[0]);
  return self;
};

const ofText: Guard = (self, args) => {
  if (typeof args[0] === "string") args[1] = interruptible(args[1], self);
  return self;
};

/** Methods that are given templates. */
export const TEMPLATE_GUARDS: Guards = [
  [RegExp.prototype, [Symbol.replace], ofRegExp],
  [String.prototype, ["replace", "replaceAll"], ofText],
];
