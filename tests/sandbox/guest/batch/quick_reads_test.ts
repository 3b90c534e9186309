import { assert, assertEquals } from "@std/assert";
import "../../../support/guest_setup.ts";
import { ItemFailure } from "../../../../lib/sandbox/guest/batch/item_failure.ts";
import {
  read,
  runsQuick,
  TextChoice,
  type Texts,
} from "../../../../lib/sandbox/guest/batch/quick_reads.ts";
import { raise } from "../../../../lib/sandbox/guest/batch/raise.ts";
import { Raised } from "../../../../lib/sandbox/guest/batch/raised.ts";

/** A job that reads `no` of what it is given, by its first text or its second. */
const TEXTS: Texts<(value: unknown) => unknown> = {
  factory: (value) => (value as { no: unknown }).no,
  openQuick: () => (value) => (read(value, 3) as { no: unknown }).no,
};

interface Failed {
  readonly error: unknown;
  /** Whether it ran by the first text, after the second. */
  readonly isAgain: boolean;
}

/** Runs an item that fails, and tells the choice of it as a batch does. */
function fail<T>(
  choice: TextChoice<(value: T) => unknown>,
  item: T,
  frames: readonly number[] = [1, 2],
): Failed {
  choice.begin();
  for (let isAgain = false;; isAgain = true) {
    try {
      choice.factory(item);
      throw new Error("it did not fail");
    } catch (error) {
      if (choice.mustRunAgain(error)) continue;
      const raised = Raised.what(error);
      const message = raised
        ? `${raised.at.name}: ${raised.text}`
        : String(error);
      choice.learn({ message, frames: [...frames] });
      Raised.release();
      return { error, isAgain };
    }
  }
}

/** A choice of which so many items have failed that the second text is worth it. */
function worn(
  texts: Texts<(value: unknown) => unknown> = TEXTS,
): TextChoice<(value: unknown) => unknown> {
  const choice = new TextChoice(texts);
  for (let n = 0; n < 20; n++) fail(choice, undefined);
  choice.prepare();
  return choice;
}

Deno.test("The second text is evaluated once, and when many items failed by a read", () => {
  let opened = 0;
  const openQuick = () => {
    opened++;
    return TEXTS.factory;
  };
  const choice = new TextChoice({ ...TEXTS, openQuick });
  for (let n = 0; n < 40; n++) {
    choice.prepare();
    assertEquals(opened, n < 16 ? 0 : 1);
    fail(choice, undefined);
  }
});

Deno.test("Other failures are no reason for a second text", () => {
  const choice = new TextChoice({
    ...TEXTS,
    factory: () => {
      throw new TypeError("no");
    },
  });
  for (let n = 0; n < 40; n++) fail(choice, undefined);
  choice.prepare();
  choice.begin();
  assert(!runsQuick());
});

Deno.test("The first failure of a place is that of the first text, and stands for the next", () => {
  const choice = worn();
  const first = fail(choice, undefined, [5, 6]);
  assert(first.isAgain && first.error instanceof TypeError);
  const next = fail(choice, undefined);
  assertEquals([next.isAgain, Raised.what(next.error)], [false, {
    at: { name: "TypeError", frames: [5, 6] },
    text: first.error.message,
  }]);
});

Deno.test("Undefined and null fail with their own words", () => {
  const choice = worn();
  const texts = [undefined, null, undefined, null].map((item) => {
    const { error } = fail(choice, item);
    return Raised.what(error)?.text ?? (error as Error).message;
  });
  assertEquals(texts, [
    "Cannot read properties of undefined (reading 'no')",
    "Cannot read properties of null (reading 'no')",
    "Cannot read properties of undefined (reading 'no')",
    "Cannot read properties of null (reading 'no')",
  ]);
});

Deno.test("A failure that two reads can be is never known", () => {
  const choice = worn({
    ...TEXTS,
    openQuick: () => (value) => {
      read(value, 1);
      return (read(value, 2) as { no: unknown }).no;
    },
  });
  for (let n = 0; n < 5; n++) assert(fail(choice, undefined).isAgain);
});

Deno.test("A failure that is another by the first text is never known", () => {
  const choice = worn({
    factory: TEXTS.factory,
    openQuick: () => (value) => (read(value, 3) as { other: unknown }).other,
  });
  for (let n = 0; n < 5; n++) assert(fail(choice, undefined).isAgain);
});

Deno.test("What has no place, or one that is known, is told as it is", () => {
  const thrown = ["text", undefined, new ItemFailure("result", "no")];
  const choice = worn({
    ...TEXTS,
    openQuick: () => (at) => {
      throw thrown[at as number];
    },
  });
  for (const [at, what] of thrown.entries()) {
    assertEquals(fail(choice, at), { error: what, isAgain: false });
  }
});

Deno.test("A place of an error that the job throws is not learned from the second text", () => {
  const text = (value: unknown) => {
    if (value === 7) throw raise(9, RangeError, "seven");
    return (value as { no: unknown }).no;
  };
  const choice = worn({ factory: text, openQuick: () => text });
  const [first, second] = [fail(choice, 7), fail(choice, 7)];
  assert(first.isAgain && first.error instanceof RangeError);
  assert(!second.isAgain && Raised.what(second.error) !== undefined);
});

Deno.test("A job whose items fail in other ways goes back to its first text for good", () => {
  const choice = worn({
    ...TEXTS,
    openQuick: () => () => {
      throw new Error("other");
    },
  });
  let twice = 0;
  for (let n = 0; n < 200; n++) {
    twice += fail(choice, undefined).isAgain ? 1 : 0;
  }
  assertEquals(twice, 65);
});

Deno.test("A second text that cannot be evaluated is done without", () => {
  const choice = worn({
    ...TEXTS,
    openQuick: () => {
      throw new RangeError("no");
    },
  });
  choice.prepare();
  choice.begin();
  assert(!runsQuick() && choice.factory === TEXTS.factory);
});

Deno.test("What is there is only passed on", () => {
  for (const value of [0, "", false, NaN, {}]) {
    assertEquals(read(value, 0), value);
  }
});
