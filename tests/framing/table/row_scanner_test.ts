import { assertEquals } from "@std/assert";
import {
  RowScanner,
  type RowScannerOptions,
  type Step,
} from "../../../lib/framing/table/row_scanner.ts";
import { encode } from "../../../lib/internal/bytes.ts";

type Options = Partial<RowScannerOptions>;

function open(options: Options = {}): RowScanner {
  return new RowScanner({
    ...{ delimiter: ",", quotes: true, trim: false, ...options },
  });
}

/** Scans on to the end of a row, and is shown `by` bytes more each time. */
function scan(scanner: RowScanner, bytes: Uint8Array, by: number): Step {
  for (let end = scanner.at;; end += by) {
    const isLast = end >= bytes.length;
    const step = scanner.next(bytes, isLast ? bytes.length : end, isLast);
    if (step !== "more") return step;
  }
}

/** Each row of a text; what is refused as `<its first line>`. */
function rows(text: string, options: Options = {}, by = Infinity): string[] {
  const bytes = encode(text);
  const scanner = open(options);
  const found: string[] = [];
  while (scanner.begin < bytes.length) {
    const step = scan(scanner, bytes, by);
    if (step === "refused") scanner.readLine();
    if (step === "refused") scan(scanner, bytes, by);
    const row = new TextDecoder().decode(
      bytes.subarray(scanner.begin, scanner.at),
    );
    found.push(step === "refused" ? `<${row}>` : row);
    scanner.beginRow(scanner.at);
  }
  return found;
}

const CASES: readonly (readonly [string, readonly string[], Options?])[] = [
  ["a,b\n\nc", ["a,b\n", "\n", "c"]],
  ['"a\n",b\nc\n', ['"a\n",b\n', "c\n"]],
  ['"a""\n",b\nc\n', ['"a""\n",b\n', "c\n"]],
  ['a "b\nc"\n', ['a "b\n', 'c"\n']],
  ['"a"b\nc\n', ['<"a"b\n>', "c\n"]],
  ['"a\nb\nc', ['<"a\n>', "b\n", "c"]],
  ['"a\nb\n', ['"a\n', "b\n"], { quotes: false }],
  // Lines end as the first one does.
  ["a\r\nb\rc\n", ["a\r\n", "b\rc\n"]],
  ["a\rb\nc\r", ["a\r", "b\n", "c\r"]],
  ["a\nb\rc", ["a\n", "b\rc"]],
  // Blanks before and behind quotes count unless they are trimmed.
  [' "a\nb" ,c\n', [' "a\n', 'b" ,c\n']],
  [' "a\nb" ,c\n', [' "a\nb" ,c\n'], { trim: true }],
  ['\t"a\nb"\tc\n', ['\t"a\nb"\tc\n'], { trim: true, delimiter: "\t" }],
  // A delimiter of several bytes, of which the last is found elsewhere too.
  ['"a\n"€b\n', ['"a\n"€b\n'], { delimiter: "€" }],
  ['"a"¬b\n', ['<"a"¬b\n>'], { delimiter: "€" }],
  // Nothing counts in a comment, which only a line can be.
  ['#"\nb,"#\n"\n', ['#"\n', 'b,"#\n"\n'], { comment: "#" }],
  ['/"\n"\n', ['/"\n', '<"\n>'], { comment: "//" }],
];

const cases = CASES.map(([text, rows, how = {}]) => [text, rows, how] as const);

Deno.test.each(cases)("The rows of %j are %j", (text, expected, options) => {
  assertEquals(rows(text, options), expected);
  assertEquals(rows(text, options, 1), expected);
});

/** How a scan goes on where only the begin of a row is there, and more may come. */
const UNDECIDED: readonly (readonly [string, Options?])[] = [
  ["a"],
  ["a\r"],
  ['"a"'],
  ['"a"\r'],
  ['"a" ', { trim: true }],
  ['"a"\xe2', { delimiter: "€" }],
  ["/", { comment: "//" }],
  [""],
];

const undecided = UNDECIDED.map(([text, how = {}]) => [text, how] as const);

Deno.test.each(undecided)("What follows %j decides", (text, options) => {
  const scanner = open(options);
  const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
  assertEquals(scanner.next(bytes, bytes.length, false), "more");
  assertEquals(scanner.begin, 0);
});

Deno.test("A scan goes on where it was when the bytes have moved", () => {
  const scanner = open();
  const text = 'a\n"b\nc"\n';
  assertEquals(scanner.next(encode(text), 2, false), "row");
  scanner.beginRow(scanner.at);
  assertEquals(scanner.next(encode(text), 6, false), "more");
  scanner.shift(2);
  const moved = encode(text.slice(2));
  assertEquals(scanner.next(moved, moved.length, false), "row");
  assertEquals([scanner.begin, scanner.at, scanner.lines], [0, 6, 2]);
});

Deno.test("A line that is given up is passed over, to its end", () => {
  const scanner = open();
  scanner.next(encode('a,"b'), 4, false);
  scanner.skipLine();
  assertEquals(scanner.begin, 4);
  assertEquals(scanner.next(encode('a,"bc"d\ne'), 9, false), "row");
  assertEquals(scanner.at, 8);
});
