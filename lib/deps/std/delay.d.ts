// The package has no types of its own: these cover what is used of it.

export declare function delay(
  ms: number,
  options?: { signal?: AbortSignal; persistent?: boolean },
): Promise<void>;
