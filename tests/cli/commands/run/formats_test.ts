import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { runHere } from "../../../support/run_in.ts";

/** Maps an input, and tells what came of it. */
function mapped(stdin: string, ...args: string[]) {
  return runHere({ stdin: [stdin] }, "map", ...args);
}

const CSV_OUT = ["--output", "csv"];

Deno.test("--input csv gives objects of texts, by the names of the first row", async () => {
  const { code, out } = await mapped(
    'id,"a b"\r\n1,"x, ""y""\r\nz"\r\n2,\r\n',
    ...["e => e", "--input", "csv"],
  );
  assertEquals(code, 0);
  assertEquals(out, '{"id":"1","a b":"x, \\"y\\"\\nz"}\n{"id":"2","a b":""}\n');
});

Deno.test("a row of the wrong length fails by itself, with the line it begins on", async () => {
  const { code, out, err } = await mapped(
    'a,b\n1,"x\ny"\n2\n3,z\n',
    ...["e => e.a", "--input", "csv"],
  );
  assertEquals({ code, out }, { code: 1, out: '"1"\n"3"\n' });
  assertEquals(err.split("\n"), [
    "line 4: input: the row has 1 field, and the first row names 2 columns",
    "1 of 3 items failed (1 input)",
    "",
  ]);
});

Deno.test("a job that throws on a row is told the line that the row begins on", async () => {
  const { err } = await mapped(
    'a,b\n1,"x\ny"\n\n2,z\n',
    ...["e => { if (e.a === '2') throw 'no' }", "--input", "csv"],
  );
  assertStringIncludes(err, "line 5: threw: no\n");
});

Deno.test("--on-error emit gives the row as it was read", async () => {
  const { out } = await mapped(
    'a,b\n1,"x\ny",2\n3,z\n',
    ...["e => { throw 'no' }", "--input", "csv", "--on-error", "emit"],
  );
  const [first, second] = out.trim().split("\n").map((line) =>
    JSON.parse(line)
  );
  assertEquals(first.input, '1,"x\ny",2');
  assertEquals(first.error.line, 2);
  assertEquals(second, {
    error: { kind: "threw", message: "no", line: 4 },
    input: { a: "3", b: "z" },
  });
});

Deno.test("--output csv writes the names of the first result, and quotes what must be", async () => {
  const stdin = JSON.stringify({ a: 'x"y', b: "1,2", c: " s\r" }) + "\n" +
    JSON.stringify({ b: { n: [1] }, a: null, c: true }) + "\n" +
    JSON.stringify({ a: "=1+1" }) + "\n";
  const { code, out } = await mapped(stdin, "e => e", ...CSV_OUT);
  assertEquals(code, 0);
  assertEquals(
    out,
    'a,b,c\n"x""y","1,2"," s\r"\n,"{""n"":[1]}",true\n=1+1,,\n',
  );
});

Deno.test("--output tsv leaves commas and quotes alone, and refuses tabs", async () => {
  const stdin = '{"a":"1,2","b":"x\\ty"}\n{"a":"3","b":"\\"q"}\n';
  const tsv = ["e => e", "--output", "tsv"];
  const { code, out, err } = await mapped(stdin, ...tsv);
  assertEquals({ code, out }, { code: 1, out: 'a\tb\n3\t"q\n' });
  assertStringIncludes(
    err,
    'line 1: result: the field "b" holds a delimiter or a line end; ' +
      "--quotes on can write it\n",
  );
  const quoted = await mapped(stdin, ...tsv, "--quotes", "on");
  assertEquals(quoted.out, 'a\tb\n1,2\t"x\ty"\n3\t"""q"\n');
});

Deno.test("a result with a field that has no column fails, and the others come out", async () => {
  const { code, out, err } = await mapped(
    '{"a":1}\n\n{"a":2,"b":3}\nx\n{"a":4}\n',
    ...["e => e", "--output", "csv", "--stats=json"],
  );
  assertEquals({ code, out }, { code: 1, out: "a\n1\n4\n" });
  assertStringIncludes(
    err,
    'line 3: result: the field "b" is not among the columns of the first record: a\n',
  );
  assertStringIncludes(err, "line 4: input: not JSON at column 1: x\n");
  const stats = JSON.parse(err.trim().split("\n").at(-1) ?? "");
  assertEquals([stats.read, stats.done, stats.emitted], [4, 2, 2]);
});

Deno.test("--output csv writes arrays and single values as rows without names", async () => {
  assertEquals(
    (await mapped("1\n2\n", "n => [n, -n]", ...CSV_OUT)).out,
    "1,-1\n2,-2\n",
  );
  assertEquals(
    (await mapped('"a"\n""\n', "s => s", ...CSV_OUT)).out,
    'a\n""\n',
  );
  const { code, out, err } = await mapped(
    "1\n2\n3\n",
    ...["n => n === 2 ? { n } : [n, n]", ...CSV_OUT],
  );
  assertEquals({ code, out }, { code: 1, out: "1,1\n3,3\n" });
  assertMatch(err, /^line 2: result: the record has names where the first/);
});

Deno.test("--output csv stops at a result that does not fit when that is asked for", async () => {
  const { code, out } = await mapped(
    '{"a":1}\n{"b":2}\n{"a":3}\n',
    ...["e => e", "--output", "csv", "--on-error", "stop"],
  );
  assertEquals({ code, out }, { code: 1, out: "a\n1\n" });
});

Deno.test("a table that was written is read as what it was", async () => {
  const records = Array.from({ length: 3000 }, (_, n) => ({
    n: String(n),
    text: ['"', ",", "\n", "", " x ", "ü", '""\n"'].slice(n % 7).join("a"),
    end: n % 5 ? "" : "\r.",
  }));
  const stdin = records.map((one) => JSON.stringify(one) + "\n").join("");
  for (const format of ["csv", "tsv"]) {
    const quotes = ["--quotes", "on"];
    const write = ["e => e", "--output", format, ...quotes];
    const table = await mapped(stdin, ...write);
    const read = ["e => e", "--input", format, ...quotes];
    assertEquals((await mapped(table.out, ...read)).out, stdin);
  }
});

Deno.test("--input json maps the elements of an array, and --output json is one", async () => {
  const { code, out } = await mapped(
    '[{"n":1},\n {"n":2}]',
    ...["e => e.n * 2", "--input", "json", "--output", "json"],
  );
  assertEquals({ code, out }, { code: 0, out: "[2,4]\n" });
});

Deno.test("an array that breaks off gives all that came before it, then says so", async () => {
  const { code, out, err } = await mapped(
    '[1,2,{"n":',
    ...["e => e", "--input", "json", "--on-error", "emit"],
  );
  assertEquals(code, 1);
  assertEquals(out.split("\n").slice(0, 2), ["1", "2"]);
  assertEquals(
    err,
    "item 3: input: the array that begins on line 1 is not closed\n" +
      "1 of 3 items failed (1 input)\n",
  );
  assertEquals(JSON.parse(out.split("\n")[2] ?? "").input, '{"n":');
});

Deno.test("an element that is no JSON costs only itself", async () => {
  const { code, out, err } = await mapped(
    '[1,{"a":2,},3]',
    ...["e => e", "--input", "json"],
  );
  assertEquals({ code, out }, { code: 1, out: "1\n3\n" });
  assertMatch(err, /^item 2: input: not JSON at column 8: /);
});

Deno.test("-0 ends lines with a null byte, in and out", async () => {
  const { out } = await mapped(
    "a\nb\0\0c",
    ...["s => s + s.length", "--input", "lines", "--output", "lines", "-0"],
  );
  assertEquals(out, "a\nb3\0" + "0\0c1\0");
});

Deno.test("-0 may be on one side only", async () => {
  const lines = ["--input", "lines", "--null"];
  assertEquals((await mapped("a\nb\0", "s => s", ...lines)).out, '"a\\nb"\n');
  const { out } = await mapped(
    '"a\\nb"\n{"n":1}\n',
    ...["s => s", "--output", "lines", "-0"],
  );
  assertEquals(out, 'a\nb\0{"n":1}\0');
});

Deno.test("-0 refuses a result that would be taken for two", async () => {
  const { code, out, err } = await mapped(
    '"a\\u0000b"\n"c"\n',
    ...["s => s", "--output", "lines", "-0"],
  );
  assertEquals({ code, out }, { code: 1, out: "c\0" });
  assertStringIncludes(err, "line 1: result: the text has a null byte");
});

Deno.test("--flat writes each element of an array, in every format", async () => {
  const job = "n => Array.from({ length: n }, (_, i) => ({ n, i }))";
  const stdin = "2\n0\n1\n";
  assertEquals(
    (await mapped(stdin, job, "--flat")).out,
    '{"n":2,"i":0}\n{"n":2,"i":1}\n{"n":1,"i":0}\n',
  );
  const { out, err } = await mapped(
    stdin,
    ...[job, "--flat", "--output", "csv", "--stats=json"],
  );
  assertEquals(out, "n,i\n2,0\n2,1\n1,0\n");
  assertEquals(JSON.parse(err).emitted, 3);
});

Deno.test("--flat with a table gives all rows of an item or none", async () => {
  const { code, out } = await mapped(
    "1\n2\n3\n",
    ...["n => n === 2 ? [[n], [n, n]] : [[n], [n]]", "--flat", ...CSV_OUT],
  );
  assertEquals({ code, out }, { code: 1, out: "1\n1\n3\n3\n" });
});

Deno.test("formats that make no sense together are refused, with what to do", async () => {
  const nulls = await mapped("", "e => e", "-0");
  assertEquals(nulls.code, 2);
  assertStringIncludes(nulls.err, "add --input lines, --output lines, or both");
  const emit = await mapped("", "e => e", ...CSV_OUT, "--on-error", "emit");
  assertEquals(emit.code, 2);
  assertStringIncludes(emit.err, "a table has no place for an error");
});

Deno.test("--dry-run shows the first row and what becomes of it", async () => {
  const { code, out } = await mapped(
    "a,b\n1,2\n",
    ...["e => ({ sum: +e.a + +e.b })", "--input", "csv", "--dry-run"],
  );
  assertEquals(code, 0);
  assertMatch(out, /^input +csv from stdin$/m);
  assertMatch(out, /^first item +\{"a":"1","b":"2"\}$/m);
  assertMatch(out, /^gives +\{"sum":3\} /m);
});
