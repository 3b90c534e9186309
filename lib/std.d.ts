// The npm package that carries the standard library has no types of its own.
// These cover exactly what this project uses of it.

declare module "@std/assert" {
  export class AssertionError extends Error {}
  export function assert(value: unknown, message?: string): asserts value;
  export function assertEquals<T>(
    actual: T,
    expected: T,
    message?: string,
  ): void;
  export function assertStrictEquals<T>(
    actual: unknown,
    expected: T,
    message?: string,
  ): asserts actual is T;
  export function assertMatch(
    actual: string,
    expected: RegExp,
    message?: string,
  ): void;
  export function assertStringIncludes(
    actual: string,
    expected: string,
    message?: string,
  ): void;
  export function assertThrows<E extends Error = Error>(
    body: () => unknown,
    // deno-lint-ignore no-explicit-any
    errorClass?: abstract new (...args: any[]) => E,
    includes?: string,
  ): E;
  export function assertRejects<E extends Error = Error>(
    body: () => PromiseLike<unknown>,
    // deno-lint-ignore no-explicit-any
    errorClass?: abstract new (...args: any[]) => E,
    includes?: string,
  ): Promise<E>;
}

declare module "@std/async/deadline" {
  export function deadline<T>(
    promise: Promise<T>,
    ms: number,
    options?: { signal?: AbortSignal },
  ): Promise<T>;
}

declare module "@std/async/delay" {
  export function delay(
    ms: number,
    options?: { signal?: AbortSignal; persistent?: boolean },
  ): Promise<void>;
}

declare module "@std/cli/parse-args" {
  export interface ParsedArgs {
    _: string[];
    [name: string]: unknown;
  }
  export function parseArgs(
    args: readonly string[],
    options?: {
      alias?: Record<string, string>;
      boolean?: readonly string[];
      collect?: readonly string[];
      negatable?: readonly string[];
      string?: readonly string[];
      stopEarly?: boolean;
      unknown?: (
        arg: string,
        key?: string,
        value?: unknown,
      ) => boolean | void;
    },
  ): ParsedArgs;
}

declare module "@std/csv/parse" {
  export function parse(
    input: string,
    options?: { separator?: string; lazyQuotes?: boolean },
  ): string[][];
}

declare module "@std/text/levenshtein-distance" {
  export function levenshteinDistance(a: string, b: string): number;
}
