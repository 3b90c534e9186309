import { assertEquals, assertThrows } from "@std/assert";
import "../../../support/guest_setup.ts";
import { TEMPLATE_GUARDS } from "../../../../lib/sandbox/guest/realm/templates.ts";

const [[, , ofRegExp], [, , ofText]] = TEMPLATE_GUARDS as unknown as [
  [object, PropertyKey[], (self: unknown, args: unknown[]) => unknown],
  [object, PropertyKey[], (self: unknown, args: unknown[]) => unknown],
];

/** Together with a text, long enough that a template is not left to V8. */
const FILLER = "-".repeat(200);
const TEXT = "x".repeat(2 ** 19) + "<ab>ab</ab>";

/** What is replaced, less most of the text. */
function replaced(pattern: RegExp, template: string) {
  const args: unknown[] = [TEXT, template];
  ofRegExp(pattern, args);
  const own = TEXT.replace(pattern, args[1] as string);
  return { own, native: TEXT.replace(pattern, template), by: typeof args[1] };
}

const TEMPLATES = [
  "[$&][$1][$2][$3]",
  "[$$][$$1][$0][$00]",
  "[$'][$01][$02][$10][$99]",
  "[$<tag>][$<none>][$<tag][$]",
  "[$<>][$12][$x]$",
];

Deno.test("A template means what it means to the language", () => {
  const patterns = [
    /<(a)(b)>/,
    /<(?<tag>ab)>/,
    /(z)?<ab>/,
    /<ab>/,
    /(<)(a)(b)(>)(a)(b)(<)(\/)(a)(b)(>)/,
  ];
  for (const pattern of patterns) {
    for (const template of TEMPLATES) {
      const { own, native, by } = replaced(pattern, FILLER + template);
      assertEquals(by, "function");
      assertEquals(own === native, true, `${pattern} ${template}`);
    }
  }
});

Deno.test("What stands before a match is what stands there", () => {
  const text = "x".repeat(2 ** 25) + "<";
  const args: unknown[] = [text, "$`!!"];
  ofRegExp(/</, args);
  assertEquals(typeof args[1], "function");
  assertEquals(text.replace("<", args[1] as string).length, 2 ** 26 + 2);
});

Deno.test("More text than a job may make is refused", () => {
  const text = "x".repeat(2 ** 25) + "<";
  const args: unknown[] = [text, "$`$`$`"];
  ofRegExp(/</, args);
  assertThrows(() => text.replace("<", args[1] as string), RangeError);
});

Deno.test("Short templates, those without a $, and functions are left to V8", () => {
  const kept: readonly (readonly [string, unknown])[] = [
    ["a", "$&"],
    [TEXT, FILLER],
    [TEXT, () => "x"],
    [TEXT, 5],
  ];
  for (const [text, template] of kept) {
    const args = ["ab", template];
    ofText(text, args);
    assertEquals(args[1], template);
  }
  // A pattern knows by itself what to do, and asks the guard again.
  const args = [/ab/, "$&" + FILLER];
  ofText(TEXT, args);
  assertEquals(typeof args[1], "string");
});
