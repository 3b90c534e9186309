import { assertEquals, assertThrows } from "@std/assert";
import {
  contextFiles,
  contextSettings,
} from "../../../lib/cli/args/context_settings.ts";
import { UsageError } from "../../../lib/cli/args/usage_error.ts";
import type { FlagValues } from "../../../lib/cli/flags/flags.ts";

type Named = Readonly<Record<string, string>>;

/** The settings of flags, each `NAME=TEXT`. */
function settings(of: Readonly<Record<string, readonly string[]>>) {
  const values = Object.fromEntries(
    Object.entries(of).map(([flag, all]) => [
      flag,
      all.map((one) => {
        const [name = "", ...text] = one.split("=");
        return { name, text: text.join("=") };
      }),
    ]),
  );
  return contextSettings(values as unknown as FlagValues);
}

Deno.test("Arguments are texts, values and files, each by its name", () => {
  const { args, argFiles } = settings({
    arg: ["a=1", "b="],
    "arg-json": ['c={"d":[1]}'],
    "arg-file": ["e=f=g.txt"],
  });
  assertEquals(args, { a: "1", b: "", c: { d: [1] } });
  assertEquals(argFiles, [{ name: "e", path: "f=g.txt" }]);
});

Deno.test("A value of JSON keeps its digits, and what no double can hold is refused", () => {
  const { args } = settings({
    "arg-json": ["a=9007199254740993", "b=1e2", "c=-0", "d=0.0", "e=1.5"],
  });
  assertEquals(args, { a: 9007199254740993n, b: 100, c: -0, d: 0, e: 1.5 });
  for (const text of ["1e999", "-1e999", "1e-999", "{", ""]) {
    const json = { "arg-json": [`a=${text}`] };
    assertThrows(() => settings(json), UsageError, "--arg-json a=");
  }
});

Deno.test("A name is given once, whichever flag gives it, and is one that a job can write", () => {
  const twice = { arg: ["a=1"], "arg-json": ["a=2"] };
  assertThrows(() => settings(twice), UsageError, "twice");
  assertEquals(settings({ arg: ["a=1"], table: ["a=t.csv"] }).args, { a: "1" });
  for (const name of ["", "1a", "a-b", "then", "__proto__"]) {
    const named: Named = { arg: name, table: name };
    for (const flag of Object.keys(named)) {
      const all = { [flag]: [`${name}=x.csv`] };
      assertThrows(() => settings(all), UsageError, `--${flag}`);
    }
  }
});

const TABLES:
  readonly (readonly [string, string, string, string | undefined])[] = [
    ["rates.csv", "rates.csv", "csv", undefined],
    ["a/b@c/rates.TSV", "a/b@c/rates.TSV", "tsv", undefined],
    ["r.jsonl@code", "r.jsonl", "ndjson", "code"],
    ["r.json@two words", "r.json", "json", "two words"],
    ["r@x.csv@key", "r@x.csv", "csv", "key"],
  ];

Deno.test.each(TABLES)(
  "--table t=%s reads %s as %s",
  (text, path, format, key) => {
    const { tables } = settings({ table: [`t=${text}`] });
    assertEquals(tables as unknown[], [{ name: "t", path, format, key }]);
  },
);

Deno.test("A file whose name does not say what it is, is refused", () => {
  for (const file of ["rates", "rates.xlsx", "rates.csv.gz", "r.csv@"]) {
    assertThrows(() => settings({ table: [`t=${file}`] }), UsageError, ".csv");
  }
});

Deno.test("The files that must be read are those of arguments and of tables", () => {
  const all = settings({ "arg-file": ["a=x.txt"], table: ["t=y.csv@k"] });
  assertEquals(contextFiles(all), ["x.txt", "y.csv"]);
});
