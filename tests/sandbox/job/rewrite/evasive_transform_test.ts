import { assertEquals } from "@std/assert";
import { parseJob } from "../../../../lib/sandbox/job/parse_job.ts";
import { evaluate } from "../../../support/evaluate_job.ts";

Deno.test.each<[source: string, result: unknown]>([
  ["n => { let s = 0; while (n --> 0) s++; return s }", 3],
  ["(a, { index: b }) => a <!--b", false],
  ["() => 'import(1)'", "import(1)"],
  ["() => '\\import(\"a\") eval (1)'", 'import("a") eval (1)'],
  ["() => '<!-- a -->'", "<!-- a -->"],
  ["() => '<!--->'", "<!--->"],
  ["() => '--\\x3e --\\\n>'", "--> -->"],
  ["() => '\\'import(\\''", "'import('"],
  ["() => ({ 'import(': 1, '-->': 2 })", { "import(": 1, "-->": 2 }],
  [
    "x => `import(${x}) $ \\${ \\` \\r --> eval(`",
    "import(3) $ ${ ` \r --> eval(",
  ],
  ["x => `a\r\n-->${'<!--'}`", "a\n--><!--"],
  ["() => `\\u{41}-->${`eval(`}`", "A-->eval("],
  ["() => /^import(s)?$/.test('imports')", true],
  ["() => /(?<eval>-->)\\k<eval>/.exec('-->-->').groups.eval", "-->"],
  ["() => /-->/.test('-->') && /<!--/.test('<!--')", true],
  ["() => /(?<!--)a/.test('--a')", false],
  ["() => /[<!--]/.test('-') && /^[+-->]$/.test('>')", true],
  ["() => ({ import(x) { return x } }).import(4)", 4],
  ["() => ({ async eval() {} }). eval () instanceof Promise", true],
  ["() => ({ get $import() { return (x) => x } }).$import (4)", 4],
  ["$import => $import", 3],
  [
    "x => { const $eval = (y) => y; return { $eval }.$eval (x) + $eval (x) }",
    6,
  ],
  [
    "class A { #import(x) { return x } m(x) { return this.#import(x) } }\n" +
    "export default x => new A().m(x)",
    3,
  ],
  ["// import('a') --> eval(1)\nx => x /* <!-- */", 3],
  ["x => x /*\n//# sourceURL=import(\n*/", 3],
  ["x => String.raw`import ${x}`", "import 3"],
])("parseJob(%j) keeps its meaning where SES would refuse it", async (
  source,
  result,
) => {
  const job = await parseJob(source);

  assertEquals(evaluate(job)(3, { index: 2 }), result);
});
