import { assert, assertEquals } from "@std/assert";
import { matches, stepsOf } from "./blocks.ts";

const PAGE = `
\`\`\`console
$ cat in.ndjson
{"n":1}
$ sluice map 'n =>
> n' < in.ndjson
{"n":1}
\`\`\`

\`\`\`sh
echo one
\`\`\`

\`\`\`text
one
\`\`\`

\`\`\`sh
true
\`\`\`

\`\`\`sh ignore
shutdown now
\`\`\`
`;

Deno.test("A page's shell blocks are run in order, with what each should print", () => {
  assertEquals(stepsOf(PAGE), [
    {
      line: 3,
      command: "cat in.ndjson",
      expected: '{"n":1}',
      file: "in.ndjson",
    },
    {
      line: 5,
      command: "sluice map 'n =>\nn' < in.ndjson",
      expected: '{"n":1}',
      file: undefined,
    },
    { line: 10, command: "echo one", expected: "one" },
    { line: 18, command: "true", expected: undefined },
  ]);
});

const printed = (stdout: string, stderr = "") => ({ stdout, stderr });

Deno.test("An ellipsis stands for anything, and nothing else does", () => {
  assert(matches(printed("took 3 ms\n"), "took … ms"));
  assert(matches(printed("a\nb\nc"), "a\n…\nc"));
  assert(!matches(printed("a+b"), "a.b"));
  assert(!matches(printed("one\ntwo"), "one"));
  assert(!matches(printed("one"), "one\ntwo"));
});

Deno.test("Each stream has its order, and the two together have none", () => {
  assert(matches(printed("1\n2\n", "bad\nsum\n"), "1\nbad\n2\nsum"));
  assert(matches(printed("1\n2\n", "bad\nsum\n"), "bad\n1\n2\nsum"));
  assert(!matches(printed("1\n2\n", "bad\nsum\n"), "2\n1\nbad\nsum"));
  assert(!matches(printed("1\n2\n", "bad\n"), "1\n2"));
});
