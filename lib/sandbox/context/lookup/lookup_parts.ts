import type { LookupMessage } from "../../lookup_layout.ts";

/** What a table is made of. */
export type LookupParts = Omit<LookupMessage, "name">;

// Apart from the class, so that who gives no table need not load how one is made.
const partsOf = new WeakMap<object, LookupParts>();

/** Keeps what a table is made of. */
export function keepParts(table: object, parts: LookupParts): void {
  partsOf.set(table, parts);
}

/**
 * What workers are told of a table; only for the sandbox that gives it.
 *
 * @throws {TypeError} If it is no table.
 */
export function lookupParts(table: object): LookupParts {
  const parts = partsOf.get(table);
  if (parts === undefined) {
    throw new TypeError("Cannot give a job a table that is no LookupTable");
  }
  return parts;
}
