import * as acorn from "../../../deps/acorn.ts";
import { further, JobDiagnostic, tooDeep, tooSlow } from "../job_diagnostic.ts";

/** A text that parsed, as one of the two forms of a job. */
export interface Parsed {
  /** The text the positions of `node` and `comments` refer to. */
  readonly text: string;
  readonly form: "expression" | "module";
  readonly node: acorn.Expression | acorn.Program;
  readonly comments: readonly acorn.Comment[];
  /** Finds the position in the job's own text; absent where both are the same. */
  readonly origin?: (position: number) => number | undefined;
}

/** The part of acorn's parser that its types leave out and this file relies on. */
export interface Parser {
  readonly type: acorn.TokenType;
  nextToken(): void;
  eat(type: acorn.TokenType): boolean;
  unexpected(): never;
  parse(): acorn.Program;
  parseExpression(): acorn.Expression;
  currentScope(): { var: unknown[]; lexical: unknown[]; functions: unknown[] };
  declareName(name: string, binding: number, position: number): void;
  raise(position: number, message: string): never;
  raiseRecoverable(position: number, message: string): never;
  validateRegExpPattern(state: RegExpState): void;
}

/** A class of such parsers: plain acorn, or acorn with a plugin. */
export type ParserClass = new (options: acorn.Options, text: string) => Parser;

/** How long a text may be parsed. */
export interface TimeLimit {
  /** When parsing is given up, by `performance.now()`. */
  readonly until?: number | undefined;
}

/** The pattern of a regular expression, as acorn validates it. */
interface RegExpState {
  readonly source: string;
  readonly start: number;
}

/** Tokens read between two looks at the clock: some milliseconds. */
const TOKENS_PER_LOOK = 2 ** 12;

// acorn compares each two groups of one name, so they cost the square of their number.
const MAX_GROUPS = 1_000;

// acorn looks names up in lists, so a scope costs the square of its names:
// this many take about a quarter of a second, a megabyte of them half a minute.
const MAX_NAMES = 10_000;

/**
 * acorn, without counting the lines up to each syntax error: a parser that backtracks
 * makes an error every few characters.
 */
export const Quick = class extends (acorn.Parser as unknown as ParserClass) {
  override raise(pos: number, message: string): never {
    throw syntaxError(pos, message);
  }

  override raiseRecoverable(pos: number, message: string): never {
    throw syntaxError(pos, message);
  }
} as unknown as typeof acorn.Parser;

/**
 * The same parser with a step limit.
 *
 * A parser that backtracks (as all do for TypeScript) can be made to take two to the n
 * steps for n brackets, and the text of a job is not trusted: each token read costs a
 * step, and the limit is a small number per character.
 */
export function bounded(Base: ParserClass): ParserClass {
  return class extends Base {
    #steps: number;
    readonly #until: number;

    constructor(options: acorn.Options & TimeLimit, text: string) {
      super(options, text);
      this.#steps = 2 * text.length + 2_000;
      this.#until = options.until ?? Infinity;
    }

    override nextToken(): void {
      if (--this.#steps < 0) throw tooDeep();
      if (this.#steps % TOKENS_PER_LOOK === 0) checkTime(this.#until);
      super.nextToken();
    }

    override validateRegExpPattern(state: RegExpState): void {
      const groups = state.source.match(/\(\?<(?![=!])/g)?.length ?? 0;
      if (groups > MAX_GROUPS) {
        throw new JobDiagnostic(
          "Cannot parse the job: a regular expression has over " +
            `${MAX_GROUPS} named groups`,
          { position: state.start },
        );
      }
      super.validateRegExpPattern(state);
    }

    override declareName(name: string, binding: number, at: number): void {
      const { var: vars, lexical, functions } = this.currentScope();
      if (vars.length + lexical.length + functions.length > MAX_NAMES) {
        throw new JobDiagnostic(
          `Cannot parse the job: a scope declares over ${MAX_NAMES} names`,
          { position: at },
        );
      }
      super.declareName(name, binding, at);
    }
  };
}

/** Throws when a time by `performance.now()` is over. */
export function checkTime(until: number | undefined): void {
  if (until !== undefined && performance.now() > until) throw tooSlow();
}

const JavaScript = bounded(Quick as unknown as ParserClass);

/** Parses JavaScript as a job: an expression if it is one, else a module. */
export function parseJavaScript(text: string, limit?: TimeLimit): Parsed {
  return parseWith(JavaScript, text, limit);
}

/** Parses a text as a job with the parser given. */
export function parseWith(
  Class: ParserClass,
  text: string,
  extra: Partial<acorn.Options> & TimeLimit = {},
): Parsed {
  const expression = attempt(text, (comments) => {
    const node = wholeExpression(
      new Class({ ...options(comments), ...extra }, text),
    );
    return { text, form: "expression", node, comments };
  });
  if (!(expression instanceof JobDiagnostic)) return expression;
  if (expression.isFinal) throw expression;

  const module = attempt(text, (comments) => {
    const node = new Class({ ...options(comments), ...extra }, text).parse();
    return { text, form: "module", node, comments };
  });
  if (module instanceof JobDiagnostic) throw further(module, expression);
  return module;
}

// Parentheses are kept as nodes: the depth of the tree is then that of the text.
function options(onComment: acorn.Comment[]): acorn.Options {
  return {
    ecmaVersion: "latest",
    sourceType: "module",
    preserveParens: true,
    onComment,
  };
}

function wholeExpression(parser: Parser): acorn.Expression {
  parser.nextToken();
  const node = parser.parseExpression();
  while (parser.eat(acorn.tokTypes.semi));
  if (parser.type !== acorn.tokTypes.eof) parser.unexpected();
  return node;
}

function attempt(
  text: string,
  parse: (comments: acorn.Comment[]) => Parsed,
): Parsed | JobDiagnostic {
  try {
    return parse([]);
  } catch (error) {
    return asDiagnostic(error, text);
  }
}

function syntaxError(pos: number, message: string): SyntaxError {
  return Object.assign(new SyntaxError(message), { pos });
}

function asDiagnostic(error: unknown, text: string): JobDiagnostic {
  if (error instanceof JobDiagnostic) return error;
  if (error instanceof RangeError) return tooDeep();
  // The plugin for TypeScript trips over some damaged texts.
  if (!(error instanceof SyntaxError)) return neither();
  if (error.message.startsWith("Not enough stack space")) return tooDeep();

  const { pos } = error as SyntaxError & { pos?: number };
  const end = text.trimEnd().length;
  const position = pos === undefined ? {} : { position: Math.min(pos, end) };
  return new JobDiagnostic(
    `Cannot parse the job: ${reason(error, text)}`,
    position,
  );
}

function neither(): JobDiagnostic {
  return new JobDiagnostic(
    "Cannot parse the job: it is neither JavaScript nor TypeScript",
  );
}

function reason(error: SyntaxError & { pos?: number }, text: string): string {
  const said = error.message;
  const at = error.pos ?? 0;
  if (/^Unexpected token/.test(said)) {
    const found = /^(?:[\w$]+|\S)/u.exec(text.slice(at, at + 40));
    if (found === null) return "unexpected end of the text";
    const hint = isObjectBody(text, at)
      ? "; an object needs parentheses, as in e => ({ id: e.id })"
      : "";
    return `unexpected ${JSON.stringify(found[0])}${hint}`;
  }
  // A few messages of the TypeScript plugin are functions, printed as such.
  if (said.includes("=>")) return "syntax that TypeScript does not allow here";
  return said.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}

// How far before a colon the arrow may stand: a bound on the work for a hostile text.
const LONGEST_OBJECT = 300;

const OBJECT_BODY = /=>\s*\{\s*(?:[\w$]+|"[^"]*"|'[^']*')\s*(?::[^;{}]*)?$/;

/** Whether a colon stands in the braces of a function that were meant for an object. */
function isObjectBody(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - LONGEST_OBJECT), at);
  return text[at] === ":" && OBJECT_BODY.test(before);
}
