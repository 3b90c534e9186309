import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { canRun, runProgram } from "../../../support/program.ts";
import { openBytes } from "../../../../lib/cli/commands/input/open_bytes.ts";
import { StreamError } from "../../../../lib/cli/stream_error.ts";
import { chunkedRead } from "../../../support/chunked_read.ts";
import { compress, joined, utf16 } from "../../../support/compressed.ts";
import { SeededRandom } from "../../../support/seeded_random.ts";
import {
  checkCommandLine,
  type CommandLineCase,
} from "../../../support/command_lines.ts";
import { runHere } from "../../../support/run_in.ts";

const encoder = new TextEncoder();
const plain = {
  name: "stdin",
  decompress: undefined,
  encoding: undefined,
} as const;

type Options = Partial<Parameters<typeof openBytes>[1]>;

/** All that can be read of bytes, and why there is no more. */
async function read(
  bytes: Uint8Array,
  options: Options = {},
  size = 1000,
): Promise<{ text: string; error?: string }> {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    chunks.push(bytes.subarray(at, at + size));
  }
  const from = openBytes(chunkedRead(chunks), { ...plain, ...options });
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let text = "";
  try {
    for (;;) {
      const buffer = new Uint8Array(777);
      const size = await from(buffer);
      if (size === null) return { text: text + decoder.decode() };
      text += decoder.decode(buffer.subarray(0, size), { stream: true });
    }
  } catch (error) {
    if (!(error instanceof StreamError)) throw error;
    return { text, error: error.message };
  }
}

const LINES = Array.from({ length: 6_000 }, (_, n) => `line ${n} ä\n`).join(
  "",
);

Deno.test("What is compressed is read, in pieces of any size", async () => {
  for (const [format, write] of Object.entries(compress)) {
    const decompress = format as "gzip";
    for (const size of [1, 100, 100_000]) {
      const text = size === 1 ? LINES.slice(0, 2000) : LINES;
      assertEquals(
        (await read(write(text), { decompress }, size)).text === text,
        true,
      );
    }
  }
});

Deno.test("Gzip and deflate are told apart, and their members follow each other", async () => {
  for (const format of ["gzip", "deflate"]) {
    const write = compress[format] ?? (() => new Uint8Array());
    const bytes = joined(
      write("a\n"),
      write(LINES),
      write("b\n"),
      new Uint8Array(600),
    );
    const { text, error } = await read(bytes, { decompress: "auto" });
    assertEquals([text === `a\n${LINES}b\n`, error], [true, undefined]);
  }
});

Deno.test("What breaks off, or is broken, is read up to there", async () => {
  for (const [format, write] of Object.entries(compress)) {
    const bytes = write(LINES);
    const decompress = format as "gzip";
    for (const part of [0.5, 0.9]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * part));
      const { text, error } = await read(cut, { decompress });
      assertEquals(LINES.startsWith(text), true);
      assertEquals(error?.startsWith("Cannot read stdin: "), true, format);
      if (format !== "brotli") {
        assertEquals(
          error,
          "Cannot read stdin: the compressed data breaks off",
        );
        assertEquals(
          text.length > LINES.length * part * 0.5,
          true,
          `${text.length}`,
        );
      }
    }
  }
  const { text, error } = await read(
    joined(
      compress.gzip?.(LINES) ?? new Uint8Array(),
      encoder.encode("garbage"),
    ),
    { decompress: "auto" },
  );
  assertEquals(text.length > LINES.length * 0.9, true);
  assertEquals(error?.includes("broken"), true);
});

Deno.test("A small input that is followed by garbage is read whole", async () => {
  const bytes = joined(
    compress.gzip?.("a\nb\n") ?? new Uint8Array(),
    encoder.encode("garbage, and more of it"),
  );
  const { text, error } = await read(bytes, { decompress: "auto" });
  assertEquals([text.startsWith("a\n"), error !== undefined], [true, true]);
});

Deno.test("Nothing, or what is not compressed, is not decompressed", async () => {
  for (const text of ["", '{"a":1}\n']) {
    assertEquals(
      (await read(encoder.encode(text), { decompress: "auto" })).error !==
        undefined,
      true,
    );
  }
});

/** How inputs begin that cannot be items, and what is said of them. */
const FOREIGN: readonly (readonly [number[], string])[] = [
  [[0x1f, 0x8b, 8], "it is compressed by gzip: add -z"],
  [
    [0x28, 0xb5, 0x2f, 0xfd],
    "it is compressed by zstd: pipe it through zstd -dc",
  ],
  [[0x50, 0x4b, 3, 4, 20], "it is a zip archive: give what unzip -p writes"],
  [
    [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0],
    "it is compressed by xz: pipe it through xz -dc",
  ],
  [
    [0x42, 0x5a, 0x68, 0x39, 0x31],
    "it is compressed by bzip2: pipe it through bzip2 -dc",
  ],
  [[0xff, 0xfe, 0x7b, 0], "it is UTF-16: add --encoding utf-16le"],
  [[0xfe, 0xff, 0, 0x7b], "it is UTF-16: add --encoding utf-16be"],
  [
    [0xff, 0xfe, 0, 0],
    "it is UTF-32: pipe it through iconv -f UTF-32 -t UTF-8",
  ],
];

Deno.test("What cannot be items is named, with what to do", async () => {
  for (const [begin, what] of FOREIGN) {
    for (const size of [1, 2, 100]) {
      const bytes = joined(Uint8Array.from(begin), new Uint8Array(50));
      assertEquals(await read(bytes, {}, size), {
        text: "",
        error: `Cannot read stdin: ${what}`,
      });
    }
  }
});

Deno.test("What only begins like something else is read as it is", async () => {
  for (
    const text of ["P", "PK", "PK\x03", "BZ\n", "(", "(x)\n", "\x1f", "B", ""]
  ) {
    for (const size of [1, 100]) {
      assertEquals(await read(encoder.encode(text), {}, size), { text });
    }
  }
});

Deno.test("Text is there as soon as its bytes are, and tells no more", async () => {
  const from = openBytes((buffer) => {
    buffer.set(encoder.encode("1\n").subarray(0, buffer.length));
    return Promise.resolve(Math.min(2, buffer.length));
  }, plain);
  const buffer = new Uint8Array(10);
  assertEquals(await from(buffer), 1);
});

Deno.test("Text of another encoding is read, cut anywhere", async () => {
  const random = new SeededRandom(3);
  const text = "ab ü€ 日本 😀\n".repeat(50);
  for (const order of ["le", "be"] as const) {
    for (const mark of ["", "\ufeff"]) {
      const bytes = utf16(mark + text, order);
      for (let round = 0; round < 20; round++) {
        const size = 1 + random.below(9);
        assertEquals(await read(bytes, { encoding: `utf-16${order}` }, size), {
          text,
        });
      }
    }
  }
  const latin = Uint8Array.from([0x61, 0xfc, 0x80, 0x0a]);
  assertEquals((await read(latin, { encoding: "windows-1252" })).text, "aü€\n");
});

Deno.test("What is no text of its encoding costs its own line, and a real U+FFFD none", async () => {
  const bytes = Uint8Array.from([0x61, 0x0a, 0x62, 0x81, 0x0a, 0x63, 0x0a]);
  const { text } = await read(bytes, { encoding: "shift_jis" });
  assertEquals(text.split("\n").map((line) => line.includes("\ufffd")), [
    false,
    true,
    false,
    false,
  ]);
  assertEquals(await read(utf16("\ufffd\n"), { encoding: "utf-16le" }), {
    text: "\ufffd\n",
  });
});

Deno.test("Why a read failed is passed on, after what came before it", async () => {
  const bytes = compress.gzip?.(LINES) ?? new Uint8Array();
  let reads = 0;
  const from = openBytes((buffer) => {
    if (reads++ > 3) {
      return Promise.reject(new StreamError("read stdin", "no more"));
    }
    const part = bytes.subarray(0, Math.min(buffer.length, bytes.length));
    buffer.set(part);
    return Promise.resolve(0);
  }, plain);
  await assertRejects(
    async () => {
      for (;;) await from(new Uint8Array(10));
    },
    StreamError,
    "no more",
  );
});

const SAME = ["map", "e => e"] as const;
const RECORDS = '{"a":1}\n{"a":2}\n{"a":3}\n';

/** A case whose output is the same records, whatever they were read from. */
function reads(
  stdin: CommandLineCase["stdin"],
  ...args: string[]
): CommandLineCase {
  return { args: [...SAME, ...args], stdin, stdout: RECORDS };
}

const gzip = (text: string) => compress.gzip?.(text) ?? new Uint8Array();

/** An input that ends the run at once, with what to do. */
function named(
  stdin: CommandLineCase["stdin"],
  what: string,
  ...args: string[]
): CommandLineCase {
  return {
    args: [...SAME, ...args],
    stdin,
    stdout: "",
    stderr: [`Cannot read stdin: ${what}`],
    code: 5,
  };
}

const CASES: Readonly<Record<string, CommandLineCase>> = {
  "gzip": reads(gzip(RECORDS), "-z"),
  "gzip, by name": reads(gzip(RECORDS), "--decompress", "gzip"),
  "gzip after gzip": reads(
    joined(gzip('{"a":1}\n{"a'), gzip('":2}\n'), gzip('{"a":3}\n')),
    "-z",
  ),
  "deflate": reads(compress.deflate?.(RECORDS) ?? "", "-z"),
  "brotli": reads(compress.brotli?.(RECORDS) ?? "", "--decompress=brotli"),
  "UTF-16": reads(utf16("\ufeff" + RECORDS), "--encoding", "utf-16le"),
  "gzip that nobody asked to decompress": named(
    gzip(RECORDS),
    "it is compressed by gzip: add -z",
  ),
  "UTF-16 with a mark": named(
    utf16("\ufeff" + RECORDS),
    "it is UTF-16: add --encoding utf-16le",
  ),
  "zstd": named(
    Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 1]),
    "it is compressed by zstd: pipe it through zstd -dc",
  ),
  "a zip archive": named("PK\x03\x04", "it is a zip archive"),
  "what is not compressed, with -z": named(
    RECORDS,
    "it is neither gzip nor deflate",
    "-z",
  ),
  "what is no text of its encoding": {
    args: [...SAME, "--encoding", "shift_jis", "-i", "lines"],
    stdin: Uint8Array.from([0x61, 0x0a, 0x81, 0x0a, 0x63, 0x0a]),
    stdout: '"a"\n"c"\n',
    stderr: ["line 2: input"],
    code: 1,
  },
};

for (const [name, one] of Object.entries(CASES)) {
  Deno.test(
    `The command line reads ${name}, or says why not`,
    () => checkCommandLine(one, runHere),
  );
}

Deno.test("The command line reads gzip that breaks off, or says why not", async () => {
  const stdin = [gzip(RECORDS.repeat(500)).subarray(0, 60)];
  const { code, out, err } = await runHere({ stdin }, ...SAME, "-z");
  assertEquals(RECORDS.repeat(500).startsWith(out), true);
  assertStringIncludes(
    err,
    "Cannot read stdin: the compressed data breaks off",
  );
  assertEquals(code, 5);
});

// What is read here really comes from a pipe, and the program holds no permission.
Deno.test({
  name: "The program reads compressed bytes from a pipe",
  ignore: !canRun,
  async fn() {
    const args = [...SAME, "-z"];
    const { code, stdout, stderr } = await runProgram(args, {
      stdin: gzip(RECORDS),
    });
    assertEquals({ code, stdout, stderr }, {
      ...{ code: 0, stdout: RECORDS, stderr: "" },
    });
  },
});
