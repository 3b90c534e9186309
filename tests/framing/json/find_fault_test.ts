import { assert, assertEquals } from "@std/assert";
import {
  findFault,
  NONE,
  SOMEWHERE,
} from "../../../lib/framing/json/find_fault.ts";
import { SeededRandom } from "../../support/seeded_random.ts";

/** Where the engine says that a text stops being JSON; undefined if it does not say. */
function engineFault(text: string): number | "a token" | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    const found = / at position (\d+)/.exec(message);
    if (found !== null) return Number(found[1]);
    return message === "Unexpected end of JSON input" ? text.length : "a token";
  }
}

/** Fails unless what is found agrees with the engine; true if a fault was found. */
function agrees(text: string): boolean {
  const engine = engineFault(text);
  const found = findFault(text);
  const shown = JSON.stringify(text);
  if (engine === undefined) assertEquals(found, NONE, shown);
  else assert(found !== NONE, `${shown} is no JSON`);
  if (found < 0) return false;
  if (typeof engine === "number") assertEquals(found, engine, shown);
  return true;
}

Deno.test.each([
  ['{"x":1,"b":xyz}', 11],
  ['{"a":1,}', 7],
  ["[1,]", 3],
  ["{'a':1}", 1],
  ['{"a" 1}', 5],
  ['{"a":1 "b"', 7],
  ['{"a":"b', 7],
  ['{"a":{"b":[1,2', 14],
  ["nul", 3],
  ["nulx", 3],
  ["1 2", 2],
  ["{} {}", 3],
  ["]", 0],
  ["", 0],
  ["[1}", 2],
  ['"a\\u00e9" "', 10],
])("%j stops being JSON at %d", (text, at) => {
  assertEquals(findFault(text), at);
  agrees(text);
});

Deno.test.each([
  ["01"],
  ["-"],
  ["1."],
  ["1e"],
  ['"\\x"'],
  ['"\\u12"'],
  ['"\u0001"'],
])("Where %j stops, only the engine says", (text) => {
  assertEquals(findFault(text), SOMEWHERE);
  agrees(text);
});

// deno-fmt-ignore
const PIECES = [
  "{", "}", "[", "]", ",", ":", '"', '"a"', '"b":1', "1", "-1", "0", "01", "1.5", "1e5",
  "-", "true", "false", "null", "nul", "x", " ", "\t", "\\", "\\n", "\\u00e9", "\\u1",
  "\n", "\u0001", "é", "\ud800", '"x', '{"a":1}', "[1,2]", "1.", ".5", "+1", "\u00a0", "/",
];

Deno.test("A fault is found where the engine finds it, in texts made of pieces", () => {
  const random = new SeededRandom(7);
  let found = 0;
  for (let round = 0; round < 40_000; round++) {
    const length = 1 + random.below(9);
    const pieces = Array.from(
      { length },
      () => PIECES[random.below(PIECES.length)],
    );
    if (agrees(pieces.join(""))) found++;
  }
  assert(found > 20_000, `${found}`);
});

Deno.test("A fault is found where the engine finds it, in records that were cut or changed", () => {
  const random = new SeededRandom(8);
  const record = JSON.stringify({
    ...{ id: 12.5e3, name: 'a "b" \\ \n é', tags: ["x", [], {}], ok: true },
    ...{ none: null, deep: { deeper: [{ a: -0.5 }, [1, [2, [3]]]] } },
  });
  let found = 0;
  for (let round = 0; round < 20_000; round++) {
    const at = random.below(record.length);
    const piece = PIECES[random.below(PIECES.length)];
    const how = random.below(3);
    const rest = how === 0
      ? ""
      : how === 1
      ? record.slice(at + 1)
      : piece + record.slice(at);
    if (agrees(record.slice(0, at) + rest)) found++;
  }
  assert(found > 10_000, `${found}`);
});
