/**
 * Assertions of what a stateful file states at its head.
 *
 * They are off in production and cost one property read there. Write them as
 *
 *     if (invariants.checked) invariant(left >= 0, "no buffer has fewer than 0 users");
 *
 * and call them where the invariants hold: at the end of a public step, never
 * in the middle of one. Tests switch them on with {@linkcode checkInvariants}.
 *
 * @module
 */

/** Thrown where the state of the program contradicts itself: a bug of ours. */
export class InvariantError extends Error {
  /** Creates the error, for a claim that does not hold. */
  constructor(claim: string) {
    super(`Broken invariant: ${claim}`);
    this.name = "InvariantError";
  }
}

/** The debug switch: read it before an assertion, never set it. */
export const invariants: { checked: boolean } = { checked: false };

let checkers = 0;
let broken: InvariantError | undefined;

/**
 * Demands that a claim holds.
 *
 * The first claim that breaks is also kept until the check ends, because the
 * error may come up where it is caught and taken for the failure of a task.
 */
export function invariant(holds: boolean, claim: string): asserts holds {
  if (holds) return;
  const error = new InvariantError(claim);
  broken ??= error;
  throw error;
}

/**
 * Switches the assertions on until the result is disposed; for tests.
 *
 * @returns Throws the first claim that broke, if any, when it is disposed.
 */
export function checkInvariants(): Disposable {
  checkers++;
  invariants.checked = true;
  return {
    [Symbol.dispose]() {
      invariants.checked = --checkers > 0;
      const error = broken;
      broken = undefined;
      if (error !== undefined) throw error;
    },
  };
}
