// The package has no types of its own: these cover what is used of it.

export interface ParsedArgs {
  _: string[];
  [name: string]: unknown;
}
export declare function parseArgs(
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
