import { assertEquals } from "@std/assert";
import { readJson } from "../../lib/framing/json/json_values.ts";
import { readLines } from "../../lib/framing/sources.ts";
import type { Outcome } from "../../lib/sandbox.ts";
import { chunkedRead } from "../support/chunked_read.ts";
import { collect } from "../support/lines_of.ts";
import { pipeAll } from "../support/pipe_all.ts";
import { shareSandbox } from "../support/shared_sandbox.ts";
import { SeededRandom } from "../support/seeded_random.ts";

/** Two texts of a value: as anybody may write it, and as it must come out. */
interface Written {
  readonly messy: string;
  readonly exact: string;
}

/** Writes random values twice. */
class Writer {
  constructor(readonly random: SeededRandom) {}

  value(depth = 0): Written {
    const kind = this.random.below(depth > 3 ? 3 : 5);
    if (kind === 0) return this.integer();
    if (kind === 1) return this.text();
    if (kind === 2) return this.word();
    return kind === 3 ? this.array(depth) : this.object(depth);
  }

  /** An integer of 1 to 40 digits. */
  integer(): Written {
    let digits = `${1 + this.random.below(9)}`;
    const size = this.random.pick([0, 5, 14, 15, 16, 17, 20, 39]);
    for (let n = 0; n < size; n++) digits += this.random.below(10);
    const text = this.random.below(3) === 0 ? `-${digits}` : digits;
    return { messy: text, exact: text };
  }

  text(): Written {
    let text = "";
    const size = this.random.below(8);
    for (let n = 0; n < size; n++) text += this.random.pick(CHARACTERS);
    const exact = JSON.stringify(text);
    const escape = (unit: string) =>
      `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
    const messy = this.random.below(2) === 0
      ? exact
      : `"${text.split("").map(escape).join("")}"`;
    return { messy, exact };
  }

  word(): Written {
    const number = this.random.pick([0.5, -1e-7, 1e21, 123.25, 0]);
    const exact = this.random.pick(["null", "true", "false", `${number}`]);
    return { messy: exact, exact };
  }

  array(depth: number): Written {
    const values = Array.from(
      { length: this.random.below(4) },
      () => this.value(depth + 1),
    );
    return {
      messy: `[${this.blank()}${
        values.map(({ messy }) => messy + this.blank()).join(`,${this.blank()}`)
      }]`,
      exact: `[${values.map(({ exact }) => exact).join(",")}]`,
    };
  }

  object(depth: number): Written {
    const values = Array.from(
      { length: this.random.below(4) },
      (_, n) => [`k${n} ü`, this.value(depth + 1)] as const,
    );
    return {
      messy: `{${this.blank()}${
        values.map(([key, { messy }]) =>
          `"${key}"${this.blank()}:${this.blank()}${messy}`
        ).join(`${this.blank()},`)
      }}`,
      exact: `{${
        values.map(([key, { exact }]) => `"${key}":${exact}`).join(",")
      }}`,
    };
  }

  blank(): string {
    return this.random.pick(["", "", " ", "\t"]);
  }
}

// deno-fmt-ignore
const CHARACTERS = ["a", '"', "\\", "/", "\n", "\u2028", "ü", "😀", "\ud800", "1234567890123456", "{", "}", ",", "\0"];

const shared = shareSandbox("e => e");

shared("Random JSON comes out as it went in, to the digit", async (sandbox) => {
  const random = new SeededRandom(53);
  const writer = new Writer(random);
  for (let round = 0; round < 12; round++) {
    const values = Array.from({ length: 300 }, () => writer.value());
    const messy = values.map(({ messy }) => messy);
    const isArray = round % 2 === 0;
    const text = isArray ? `[${messy.join(",\n")}]` : messy.join("\n");
    const read = chunkedRead([new TextEncoder().encode(text)]);
    const options = { maxItems: 100 };
    const source = isArray ? readJson(read, options) : readLines(read, options);
    const result = await pipeAll(sandbox, source, { input: "ndjson" });
    assertEquals(result.failures, []);
    assertEquals(
      result.text.split("\n").slice(0, -1),
      values.map(({ exact }) => exact),
    );
  }
});

shared(
  "Random values come back from the library as they were given",
  async (sandbox) => {
    const random = new SeededRandom(59);
    const leaves = [
      0,
      -0.5,
      2 ** 53,
      -(2 ** 70),
      1e300,
      2n ** 64n,
      -(2n ** 53n),
      "x",
      "\ud800",
      null,
      true,
    ];
    const make = (depth: number): unknown => {
      const kind = random.below(depth > 3 ? 1 : 3);
      if (kind === 0) return random.pick(leaves);
      const values = Array.from(
        { length: random.below(4) },
        () => make(depth + 1),
      );
      return kind === 1
        ? values
        : { ...values.map((value) => ({ value })), list: values };
    };
    const items = Array.from({ length: 600 }, () => make(0));
    const outcomes: Outcome[] = await collect(sandbox.map(items));
    assertEquals(outcomes.map((o) => o.ok ? o.value : o.error), items);
  },
);
