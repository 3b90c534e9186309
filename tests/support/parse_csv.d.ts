// The package has no types of its own: these cover what is used of it.

export declare function parse(
  input: string,
  options?: { separator?: string; lazyQuotes?: boolean },
): string[][];
