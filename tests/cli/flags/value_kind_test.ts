import { assertEquals, assertThrows } from "@std/assert";
import {
  character,
  count,
  encoding,
  format,
  named,
  names,
  oneOf,
  range,
  size,
  someOf,
  type ValueKind,
  whole,
} from "../../../lib/cli/flags/value_kind.ts";

type Case = [text: string, kind: ValueKind<unknown>];

Deno.test.each<[...Case, unknown]>([
  ["tab", character, "\t"],
  ["\\t", character, "\t"],
  ["|", character, "|"],
  ["a,b", names, ["a", "b"]],
  ["a=b=c", named("TEXT"), [{ name: "a", text: "b=c" }]],
  ["a=", named("TEXT"), [{ name: "a", text: "" }]],
  ["-1", whole(-1, 10), -1],
  ["0", count, 0],
  ["b", oneOf(["a", "b"]), "b"],
  ["b,a", someOf(["a", "b"]), ["b", "a"]],
  ["jsonl", format, "ndjson"],
  ["latin1", encoding, "windows-1252"],
  ["1MB", size(1, 2 ** 30), 2 ** 20],
  ["-5..5", range, { from: -5, to: 5 }],
  ["3..3", range, { from: 3, to: 3 }],
])("The value of a flag is read: %j", (text, kind, value) => {
  assertEquals(kind.read(text), value);
});

Deno.test.each<[...Case, why: string]>([
  ["ab", character, "one character"],
  ['"', character, "one character"],
  ["constructor", character, "one character"],
  ["a,,b", names, "a name is missing"],
  ["a,b,a", names, "a is there twice"],
  ["a", named("FILE"), "it is NAME=FILE"],
  ["=a", named("FILE"), "it is NAME=FILE"],
  ["11", whole(1, 10), "a whole number from 1 to 10"],
  ["1.5", whole(1, 10), "a whole number from 1 to 10"],
  ["", whole(1, 10), "a whole number from 1 to 10"],
  ["0x2", whole(1, 10), "a whole number from 1 to 10"],
  ["-1", count, "0 or more"],
  ["9007199254740993", count, "0 or more"],
  ["element", oneOf(["elements"]), "did you mean elements?"],
  ["clock,", someOf(["clock", "url"]), "one of clock, url"],
  ["xml", format, "ndjson, json, csv, tsv, lines"],
  ["klingon", encoding, "the name of an encoding"],
  ["1KB", size(2 ** 20, 2 ** 30), "a size from"],
  ["5..1", range, "write 1..5"],
  ["1-5", range, "it is A..B"],
  ["0..9007199254740993", range, "where integers have gaps"],
])("The value of a flag is refused, with the reason: %j", (text, kind, why) => {
  assertThrows(() => kind.read(text), RangeError, why);
});
