import { checkInvariants } from "../../lib/internal/invariant.ts";

/** Asserts the invariants of the library in all tests of the file that calls it. */
export function checkInvariantsInAllTests(): void {
  const checked = checkInvariants();
  Deno.test.afterAll(() => checked[Symbol.dispose]());
}
