// The package has no types of its own: these cover what is used of it.

export declare function levenshteinDistance(a: string, b: string): number;
