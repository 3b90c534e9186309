// What people use in jobs: a text that imports a library, what it is given, and the
// result for the item. esbuild makes one text of each, as a user would.

import type { Endowment } from "../../lib/mod.ts";

/** One library in a job. */
export interface BundleCase {
  readonly name: string;
  /** The module that is bundled. */
  readonly entry: string;
  readonly endowments?: readonly Endowment[];
  readonly item: unknown;
  /** What the job returns for the item. */
  readonly result?: unknown;
  /** Part of what is said instead, where a library cannot work in a job. */
  readonly refusal?: string;
}

export const BUNDLE_CASES: readonly BundleCase[] = [
  {
    name: "lodash",
    entry: `import _ from "lodash";
      export default (item) => [_.groupBy(item, (n) => n % 2), _.chunk(item, 2), _.camelCase("a b")];`,
    endowments: ["clock"],
    item: [1, 2, 3],
    result: [{ 0: [2], 1: [1, 3] }, [[1, 2], [3]], "aB"],
  },
  {
    name: "lodash-es",
    entry: `import { debounce, merge, orderBy, template } from "lodash-es";
      export default (item) => [merge({ a: { b: 1 } }, item), orderBy([{ n: 1 }, { n: 2 }], "n", "desc"), typeof debounce, typeof template];`,
    endowments: ["clock"],
    item: { a: { c: 2 } },
    result: [
      { a: { b: 1, c: 2 } },
      [{ n: 2 }, { n: 1 }],
      "function",
      "function",
    ],
  },
  {
    name: "dayjs",
    entry: `import dayjs from "dayjs";
      import utc from "dayjs/plugin/utc";
      import timezone from "dayjs/plugin/timezone";
      import custom from "dayjs/plugin/customParseFormat";
      dayjs.extend(utc); dayjs.extend(timezone); dayjs.extend(custom);
      export default (item) => [dayjs.utc(item).tz("America/New_York").format("YYYY-MM-DD HH:mm Z"),
        dayjs.utc(item).add(1, "month").toISOString(), dayjs.utc("05/02/69", "MM/DD/YY").year()];`,
    endowments: ["intl", "clock"],
    item: "2024-03-10T07:30:00Z",
    result: [
      "2024-03-10 03:30 -04:00",
      "2024-04-10T07:30:00.000Z",
      1969,
    ],
  },
  {
    name: "luxon",
    entry: `import { DateTime, Interval } from "luxon";
      export default (item) => {
        const at = DateTime.fromISO(item, { zone: "Europe/Paris", locale: "fr" });
        return [at.toFormat("cccc d LLLL yyyy HH:mm ZZ"), at.plus({ days: 1 }).toISO(),
          Interval.fromDateTimes(at, at.plus({ hours: 36 })).length("days")];
      };`,
    endowments: ["intl", "clock"],
    item: "2024-07-14T10:00:00Z",
    result: [
      "dimanche 14 juillet 2024 12:00 +02:00",
      "2024-07-15T12:00:00.000+02:00",
      1.5,
    ],
  },
  {
    name: "date-fns",
    entry:
      `import { addDays, differenceInDays, formatISO, parseISO } from "date-fns";
      export default (item) => [differenceInDays(parseISO(item), parseISO("2024-01-01")),
        formatISO(addDays(parseISO(item), 3), { representation: "date" })];`,
    item: "2024-03-01",
    result: [60, "2024-03-04"],
  },
  {
    name: "zod3",
    entry: `import { z } from "zod3";
      const User = z.object({ name: z.string().min(1), age: z.number().int() });
      export default (item) => item.map((user) => User.safeParse(user).success);`,
    item: [{ name: "a", age: 1 }, { name: "", age: 1 }],
    result: [true, false],
  },
  {
    name: "zod4",
    entry: `import * as z from "zod";
      const User = z.object({ name: z.string().min(1), mail: z.email() });
      export default (item) => item.map((user) => User.safeParse(user).success);`,
    item: [{ name: "a", mail: "a@b.io" }, { name: "", mail: "x" }],
    result: [true, false],
  },
  {
    name: "ajv standalone",
    entry: `import validate from "./ajv_validate.cjs";
      export default (item) => item.map((value) => validate(value));`,
    item: [{ id: 1 }, { id: "1" }],
    result: [true, false],
  },
  {
    name: "ajv",
    entry: `import Ajv from "ajv";
      export default (item) => new Ajv().compile({ type: "object" })(item);`,
    item: {},
    refusal: "a job makes no code of text",
  },
  {
    name: "handlebars precompiled",
    entry: `import Handlebars from "handlebars/runtime";
      import spec from "./handlebars_template.js";
      const template = Handlebars.template(spec);
      export default (item) => template(item);`,
    item: { name: "<Ann>", list: [1, 2] },
    result: "Hello &lt;Ann&gt;: 1;2;",
  },
  {
    name: "marked",
    entry: `import { marked } from "marked";
      export default (item) => marked.parse(item);`,
    item: "# a *b*\n\n- [c](http://d.e)\n",
    result:
      '<h1>a <em>b</em></h1>\n<ul>\n<li><a href="http://d.e">c</a></li>\n</ul>\n',
  },
  {
    name: "mustache",
    entry: `import Mustache from "mustache";
      export default (item) => Mustache.render("{{#list}}{{.}};{{/list}}{{name}}", item);`,
    item: { name: "<Ann>", list: [1, 2] },
    result: "1;2;&lt;Ann&gt;",
  },
  {
    name: "semver",
    entry: `import semver from "semver";
      export default (item) => [semver.satisfies(item, "^1.2"), semver.inc(item, "minor"), semver.rsort(["1.0.0", item])[0]];`,
    endowments: ["bytes"],
    item: "1.2.9",
    result: [true, "1.3.0", "1.2.9"],
  },
  {
    name: "fast-xml-parser",
    entry: `import { XMLBuilder, XMLParser } from "fast-xml-parser";
      export default (item) => {
        const parsed = new XMLParser({ ignoreAttributes: false }).parse(item);
        return [parsed, new XMLBuilder({ ignoreAttributes: false }).build(parsed)];
      };`,
    endowments: ["bytes"],
    item: '<a b="1"><c>2</c><c>x</c></a>',
    result: [
      { a: { c: [2, "x"], "@_b": "1" } },
      '<a b="1"><c>2</c><c>x</c></a>',
    ],
  },
  {
    name: "jsonata",
    entry: `import jsonata from "jsonata";
      const query = jsonata("$sum(order.(price * n))");
      export default (item) => query.evaluate(item);`,
    endowments: ["clock"],
    item: { order: [{ price: 2, n: 3 }, { price: 1, n: 4 }] },
    result: 10,
  },
  {
    name: "mathjs",
    entry:
      `import { addDependencies, create, detDependencies, evaluateDependencies, matrixDependencies, powDependencies, sqrtDependencies } from "mathjs";
      const { evaluate } = create({ addDependencies, detDependencies, evaluateDependencies, matrixDependencies, powDependencies, sqrtDependencies });
      export default (item) => [evaluate("sqrt(3^2 + 4^2)"), evaluate("det([1, 2; 3, 4])", item)];`,
    endowments: ["random"],
    item: {},
    result: [5, -2],
  },
  {
    name: "papaparse",
    entry: `import Papa from "papaparse";
      export default (item) => [Papa.parse(item, { header: true }).data, Papa.unparse([{ a: 'x"y', b: 1 }])];`,
    item: 'a,b\n1,"2,3"\n',
    result: [[{ a: "1", b: "2,3" }, { a: "" }], 'a,b\r\n"x""y",1'],
  },
  {
    name: "uuid",
    entry: `import { parse, v5, validate, version } from "uuid";
      const id = (name) => v5(name, v5.DNS);
      export default (item) => [id(item), validate(id(item)), version(id(item)), parse(id(item)).length];`,
    endowments: ["bytes"],
    item: "example.com",
    result: ["cfbff0d1-9375-5685-968c-48ce8b15ae17", true, 5, 16],
  },
  {
    name: "big.js",
    entry: `import Big from "big.js";
      export default (item) => [new Big(item).plus("0.2").toString(), Big(2).sqrt().toFixed(10)];`,
    item: "0.1",
    result: ["0.3", "1.4142135624"],
  },
  {
    name: "he",
    entry: `import he from "he";
      export default (item) => [he.encode(item), he.decode("&lt;&copy;&#x1F600;")];`,
    item: "<é>",
    result: ["&#x3C;&#xE9;&#x3E;", "<©😀"],
  },
  {
    name: "js-sha256",
    entry: `import { sha256 } from "js-sha256";
      export default (item) => [sha256(item), sha256.hmac("key", item)];`,
    endowments: ["bytes"],
    item: "abc",
    result: [
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      "9c196e32dc0175f86f4b1cb89289d6619de6bee699e4c378e68309ed97a1a6ab",
    ],
  },
];

/** What a case is called as a file. */
export function fileOf(name: string): string {
  return name.replaceAll(" ", "_");
}
