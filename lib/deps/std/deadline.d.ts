// The package has no types of its own: these cover what is used of it.

export declare function deadline<T>(
  promise: Promise<T>,
  ms: number,
  options?: { signal?: AbortSignal },
): Promise<T>;
