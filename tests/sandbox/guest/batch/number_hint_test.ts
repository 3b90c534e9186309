import { assert, assertEquals } from "@std/assert";
import { realm } from "../../../support/guest_setup.ts";
import { errorText } from "../../../../lib/sandbox/guest/batch/error_text.ts";
import { withNumberHint } from "../../../../lib/sandbox/guest/batch/number_hint.ts";

/** What V8 says when a BigInt meets what takes none. */
function refusal(compute: (value: never) => unknown): string {
  try {
    compute(1n as never);
  } catch (error) {
    return errorText(error);
  }
  throw new Error("nothing was thrown");
}

const MIXED: readonly ((value: number) => unknown)[] = [
  (value) => value + 1,
  (value) => Math.max(value, 1),
  (value) => +value,
];

Deno.test("What V8 says of BigInts and numbers gets a hint, whatever the operation", () => {
  for (const compute of MIXED) {
    const text = refusal(compute);
    const hinted = withNumberHint(text);
    assert(hinted.startsWith(`${text}; an integer beyond 2^53`), hinted);
  }
});

Deno.test("No other message gets it, and none where there are no BigInts", () => {
  const other = "TypeError: x is not a function";
  assertEquals(withNumberHint(other), other);
  realm.numbers = "double";
  try {
    const text = refusal((value: number) => value + 1);
    assertEquals(withNumberHint(text), text);
  } finally {
    realm.numbers = "exact";
  }
});
