import { assert, assertEquals } from "@std/assert";
import {
  defaultOf,
  findFlag,
  flag,
  FLAG_NAMES,
  flagsOf,
  longNames,
  takesValue,
} from "../../../lib/cli/flags/flags.ts";
import { ALL_COMMANDS } from "../../../lib/cli/flags/flag.ts";

Deno.test("Every name and every letter means one flag", () => {
  const names = longNames(FLAG_NAMES);
  assertEquals(new Set(names).size, names.length);
  for (const name of names) assert(findFlag(name) !== undefined);
  const letters = FLAG_NAMES.map((name) => flag(name).short)
    .filter((letter) => letter !== undefined);
  assertEquals(new Set(letters).size, letters.length);
  assert(letters.every((letter) => letter.length === 1));
});

Deno.test("An alias is found as the flag that it is for", () => {
  for (const name of FLAG_NAMES) {
    for (const alias of flag(name).aliases ?? []) {
      assertEquals(findFlag(alias), name);
    }
  }
  assertEquals(findFlag("nope"), undefined);
});

Deno.test("Every default and every bare value is one that the flag accepts", () => {
  for (const name of FLAG_NAMES) {
    const { kind, bare, defaultFor = {} } = flag(name);
    const all = [bare, ...ALL_COMMANDS.map((c) => defaultOf(name, c))];
    for (const text of all) if (text !== undefined) kind.read(text);
    for (const command of Object.keys(defaultFor)) {
      assert(flag(name).commands.some((known) => known === command), name);
    }
  }
});

Deno.test("Only what is on or off can be turned off, and has no value", () => {
  for (const name of FLAG_NAMES) {
    if (flag(name).negatable) assert(!takesValue(name), name);
    if (flag(name).bare !== undefined) assert(takesValue(name), name);
  }
});

Deno.test("A default of one command is not that of others", () => {
  assertEquals(defaultOf("patience", "send"), "1m");
  assertEquals(defaultOf("patience", "status"), "5s");
});

Deno.test("A command's flags are in the order of the table", () => {
  const places = flagsOf("map").map((name) => FLAG_NAMES.indexOf(name));
  assertEquals(places, places.toSorted((a, b) => a - b));
  assert(flagsOf("report").includes("help") && flagsOf("map").length > 20);
});
