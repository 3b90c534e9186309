import {
  checkCommandLine,
  type CommandLineCase,
} from "../../support/command_lines.ts";
import { runHere, runIn } from "../../support/run_in.ts";

const BIG = "9007199254740993";

const CASES: Readonly<Record<string, CommandLineCase>> = {
  "keeps every digit of an integer": {
    args: ["map", "e => e"],
    stdin: `{"id":${BIG}}\n[-${BIG}]\n123456789012345678901234567890\n`,
    stdout: `{"id":${BIG}}\n[-${BIG}]\n123456789012345678901234567890\n`,
  },
  "gives integers up to 2^53 - 1 as numbers, and a BigInt beyond": {
    args: ["map", "e => typeof e"],
    stdin: "9007199254740991\n9007199254740992\n-9007199254740991\n" +
      "-9007199254740992\n1e300\n0.12345678901234567890\n",
    stdout: '"number"\n"bigint"\n"number"\n"bigint"\n"number"\n"number"\n',
  },
  "writes fractions, exponents and -0 as JavaScript does": {
    args: ["map", "e => e"],
    stdin: "1.0\n-0\n1e2\n0.1234567890123456789\n1e21\n",
    stdout: "1\n0\n100\n0.12345678901234568\n1e+21\n",
  },
  "says what to do when a job mixes both": {
    args: ["map", "e => e.id + 1"],
    stdin: `{"id":${BIG}}\n{"id":1}\n`,
    stdout: "2\n",
    stderr: [
      "line 1: threw: TypeError: Cannot mix BigInt",
      "Number(x)",
      "--numbers double",
    ],
    code: 1,
  },
  "reads doubles when told to": {
    args: ["map", "e => e.id + 1", "--numbers", "double"],
    stdin: `{"id":${BIG}}\n`,
    stdout: "9007199254740992\n",
  },
  "refuses a number beyond the doubles": {
    args: ["map", "e => e"],
    stdin: `1e400\n-1e400\n1e-400\n1e308\n0e999\n${"9".repeat(400)}.5\n`,
    stdout: "1e+308\n0\n",
    stderr: [
      "line 1: input: the number 1e400 is beyond all doubles",
      "line 3: input: the number 1e-400 is too near to 0",
      "line 6: input: the number 9999",
    ],
    code: 1,
  },
  "refuses it with doubles, too": {
    args: ["map", "e => e", "--numbers", "double"],
    stdin: "1e400\n",
    stdout: "",
    stderr: ["line 1: input: the number 1e400"],
    code: 1,
  },
  "keeps digits as lines, as JSON and in elements": {
    args: ["map", "e => [e, { n: e }]", "--flat", "--output", "json"],
    stdin: `${BIG}\n`,
    stdout: `[${BIG},{"n":${BIG}}]\n`,
  },
  "keeps digits in lines": {
    args: ["map", "e => e * 3n", "--output", "lines"],
    stdin: `${BIG}\n`,
    stdout: "27021597764222979\n",
  },
  "gives JSON.stringify and JSON.parse in a job the digits, too": {
    args: [
      "map",
      "e => JSON.stringify(JSON.parse(JSON.stringify(e)), null, 1)",
    ],
    stdin: `{"id":${BIG}}\n`,
    stdout: `"{\\n \\"id\\": ${BIG}\\n}"\n`,
  },
  "gives a replacer the BigInt": {
    args: [
      "map",
      "e => JSON.stringify(e, (k, v) => typeof v === 'bigint' ? `${v}n` : v)",
    ],
    stdin: `{"id":${BIG}}\n`,
    stdout: `"{\\"id\\":\\"${BIG}n\\"}"\n`,
  },
  "gives a reviver the BigInt": {
    args: [
      "map",
      `() => typeof JSON.parse('[${BIG}]', (k, v) => typeof v === 'bigint' ? v + 1n : v)[0]`,
    ],
    stdin: "1\n",
    stdout: '"bigint"\n',
  },
  "filters with the item's own digits": {
    args: ["filter", "e => e.a"],
    stdin: `{"a":${BIG},"b":12.50,"c":1e400}\n{"a":${BIG},"b":12.50}\n`,
    stdout: `{"a":${BIG},"b":12.50}\n`,
    stderr: ["line 1: input"],
    code: 1,
  },
  "reads long numbers from an array": {
    args: ["map", "e => e", "--input", "json"],
    stdin: `[${BIG},\n {"a":[${BIG}]}]`,
    stdout: `${BIG}\n{"a":[${BIG}]}\n`,
  },
};

// `JSON` is another one in a realm, so what asks for it there needs a worker.
for (const [name, one] of Object.entries(CASES)) {
  const [command, job = ""] = one.args;
  const run = job.includes("JSON") ? runIn : runHere;
  Deno.test(`${command} ${name}`, () => checkCommandLine(one, run));
}
