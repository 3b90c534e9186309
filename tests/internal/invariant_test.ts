import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  checkInvariants,
  invariant,
  InvariantError,
  invariants,
} from "../../lib/internal/invariant.ts";

Deno.test("invariant() throws for a claim that does not hold, and only then", () => {
  invariant(true, "this holds");
  const error = assertThrows(() => {
    using _checked = checkInvariants();
    invariant(false, "two is three");
  });
  // The error comes twice: thrown at its place, and by the end of the check.
  assertEquals(error instanceof SuppressedError, true);
  const { error: late, suppressed } = error as SuppressedError;
  assertEquals(late, suppressed);
  assertEquals(late instanceof InvariantError, true);
  assertStringIncludes(late.message, "two is three");
});

Deno.test("checkInvariants() tells of a broken claim that somebody caught", () => {
  const checked = checkInvariants();
  for (const claim of ["first", "second"]) {
    try {
      invariant(false, claim);
    } catch {
      // As a pool does with an error of a task.
    }
  }
  assertThrows(() => checked[Symbol.dispose](), InvariantError, "first");
  checkInvariants()[Symbol.dispose]();
});

Deno.test("invariants are checked from the first checker to the last", () => {
  assertEquals(invariants.checked, false);
  {
    using _outer = checkInvariants();
    {
      using _inner = checkInvariants();
      assertEquals(invariants.checked, true);
    }
    assertEquals(invariants.checked, true);
  }
  assertEquals(invariants.checked, false);
});
