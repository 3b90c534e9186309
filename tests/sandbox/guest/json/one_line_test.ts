import { assertEquals } from "@std/assert";
import { readJson } from "../../../../lib/framing/json/json_values.ts";
import { readLines } from "../../../../lib/framing/sources.ts";
import { chunkedRead } from "../../../support/chunked_read.ts";
import { pipeAll } from "../../../support/pipe_all.ts";
import { shareSandbox } from "../../../support/shared_sandbox.ts";

const shared = shareSandbox("e => e");

/** Lines that are a value, and how it is written. */
const VALUES: readonly (readonly [string, string])[] = [
  ["null", "null"],
  [" true\t", "true"],
  ['""', '""'],
  ['"\\u0000\\u001f"', '"\\u0000\\u001f"'],
  ['"\\"\\\\\\/\\b\\f\\n\\r\\t"', '"\\"\\\\/\\b\\f\\n\\r\\t"'],
  ['"\\ud83d\\ude00"', '"😀"'],
  ['"\\ud83d"', '"\\ud83d"'],
  ['"\u2028\u007f"', '"\u2028\u007f"'],
  ["-0", "0"],
  ["0.1e1", "1"],
  ["1E+2", "100"],
  ["1e-7", "1e-7"],
  ["9007199254740991", "9007199254740991"],
  ["9007199254740992", "9007199254740992"],
  ["-9007199254740993", "-9007199254740993"],
  ["100000000000000000000000", "100000000000000000000000"],
  ["123456789012345678.5", "123456789012345680"],
  ["1.7976931348623157e308", "1.7976931348623157e+308"],
  ["5e-324", "5e-324"],
  ["0e400", "0"],
  ["0.0000e-400", "0"],
  ["[[[[[[]]]]]]", "[[[[[[]]]]]]"],
  ['{"a":1,"a":2}', '{"a":2}'],
  ['{"":{"":[]}}', '{"":{"":[]}}'],
  ['{"__proto__":{"x":1}}', '{"__proto__":{"x":1}}'],
  ['{"constructor":1,"toString":2}', '{"constructor":1,"toString":2}'],
  ['{"2":1,"1":2}', '{"1":2,"2":1}'],
  ["[1 , 2\t]", "[1,2]"],
];

/** Lines that are none. */
// deno-fmt-ignore
const NONE = [
  "nul", "TRUE", "None", "undefined", "NaN", "Infinity", "-Infinity", "+1", "01", "-01", "1.", ".5",
  "1e", "1e+", "0x10", "1_000", "--1", "1 2", "'a'", '"a', '"\t"', '"\\x41"', '"\\u12"', '"\\u12G4"',
  "[1,]", "[,1]", "[1,,2]", "[1", "[1}", "]", "{", "{a:1}", '{"a"}', '{"a":}', '{"a":1,}', '{"a" 1}',
  '{"a":1 "b":2}', "{1:2}", "{}{}", "[][]", "[] x", "1 //x", "/*x*/ 1", "\u00a01", "\u20281", "[1\u00a0]",
  "1e400", "-1e400", "1e-400", "9".repeat(400) + ".0", '"\\', "\u0001", "[", '["a', "tru e",
];

shared(
  "A line of JSON is one value, as it must be written",
  async (sandbox) => {
    const text = VALUES.map(([line]) => line).join("\n");
    const source = readLines(chunkedRead([new TextEncoder().encode(text)]), {
      maxItems: 100,
    });
    const result = await pipeAll(sandbox, source, { input: "ndjson" });
    assertEquals(result.failures, []);
    assertEquals(
      result.text.split("\n").slice(0, -1),
      VALUES.map(([, json]) => json),
    );
  },
);

shared(
  "A line that is no JSON fails alone, also beside those that are",
  async (sandbox) => {
    for (const between of [[], ["1"], ['{"a":1}'], ["[1]"]]) {
      const lines = NONE.flatMap((line) => [line, ...between]);
      const source = readLines(
        chunkedRead([new TextEncoder().encode(lines.join("\n"))]),
        { maxItems: 1000 },
      );
      const { failures, text } = await pipeAll(sandbox, source, {
        input: "ndjson",
      });
      const step = 1 + between.length;
      assertEquals(failures, NONE.map((_, at) => [at * step, "input"]));
      assertEquals(
        text,
        `${between[0]}\n`.repeat(between.length * NONE.length),
      );
    }
  },
);

shared("What is no JSON is no element either", async (sandbox) => {
  // Brackets and commas mean something to an array, and are other elements.
  const none = NONE.filter((line) => !/^[[{"\]]|[[{,}\]]/.test(line));
  const source = readJson(
    chunkedRead([new TextEncoder().encode(`[${none.join(",")}]`)]),
    { maxItems: 1000 },
  );
  const { failures, text } = await pipeAll(sandbox, source, {
    input: "ndjson",
  });
  assertEquals([failures.length, text], [none.length, ""]);
});
