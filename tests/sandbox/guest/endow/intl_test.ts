import { assert, assertEquals } from "@std/assert";
import type { Endowment } from "../../../../lib/mod.ts";
import { shareValues } from "../../../support/run_each.ts";
import { runJob as run } from "../../../support/run_job.ts";

Deno.test("Formats speak a fixed language unless the job names another", async () => {
  const job = `() => [new Intl.NumberFormat().format(1234.5),
    new Intl.NumberFormat("de").format(1234.5),
    new Intl.DateTimeFormat().format(new Date(0)),
    ["b", "a"].sort(new Intl.Collator().compare)]`;
  assertEquals(await run(job, { endowments: ["intl"] }), [
    ["1,234.5", "1.234,5", "1/1/1970", ["a", "b"]],
  ]);
});

// Every method of every endowment, called with nothing: none gives what the machine knows.
const NOTHING_GIVEN = `() => {
  const outcomes = {};
  const note = (name, call) => {
    try {
      const value = call();
      outcomes[name] = typeof value === "object" ? JSON.stringify(value) : String(value);
    } catch (error) { outcomes[name] = error.name }
  };
  for (const name of Reflect.ownKeys(Intl)) {
    if (typeof Intl[name] !== "function") continue;
    if (name === "getCanonicalLocales") { note(name, () => Intl[name]()); continue }
    const format = new Intl[name]("en", name === "DisplayNames" ? { type: "region" } : {});
    for (const method of Reflect.ownKeys(Intl[name].prototype)) {
      if (method === "constructor" || typeof method === "symbol") continue;
      note(name + "." + method, () => format[method]());
    }
  }
  return outcomes;
}`;

Deno.test("No method of Intl tells the time, or where the machine is, by default", async () => {
  const how = { endowments: ["intl"] as Endowment[] };
  const [outcomes] = await run(NOTHING_GIVEN, how);
  const text = JSON.stringify(outcomes);
  const dates = Object.entries(outcomes as Record<string, string>)
    .filter(([name]) => name.startsWith("DateTimeFormat.format"));
  assertEquals(dates.length, 4);
  for (const [, outcome] of dates) assertEquals(outcome, "TypeError");
  assert(text.includes('\\"timeZone\\":\\"UTC\\"'), text);
  // The same a second later: nothing follows the clock.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  assertEquals(await run(NOTHING_GIVEN, how), [outcomes]);
});

const DATELESS = [
  "new Intl.DateTimeFormat().format()",
  "new Intl.DateTimeFormat().formatToParts()",
  "new Intl.DateTimeFormat().format(undefined)",
  "[undefined].map(new Intl.DateTimeFormat().format)[0]",
  "new Intl.DateTimeFormat().formatRange()",
  "new Intl.DateTimeFormat().formatRange(new Date(0))",
  "new Intl.DateTimeFormat().formatRangeToParts(undefined, new Date(0))",
] as const;

const faultOf = (text: string) =>
  `() => { try { return [${text}].length } catch (e) { return e.message } }`;

const LOCALES: readonly (readonly [
  text: string,
  given: string,
  without: string | undefined,
])[] = [
  ["(1234.5).toLocaleString()", "1,234.5", "1234.5"],
  ["(1234.5).toLocaleString('de')", "1.234,5", "1234.5"],
  ["10000n.toLocaleString('de')", "10.000", "10000"],
  ["[1234.5, 2].toLocaleString('de')", "1.234,5,2", "1234.5,2"],
  ["new Date(0).toLocaleDateString('de')", "1.1.1970", undefined],
  ["new Date(0).toLocaleTimeString('de')", "00:00:00", undefined],
  ["'I'.toLocaleLowerCase('tr')", "ı", "i"],
  ["'i'.toLocaleUpperCase('tr')", "İ", "I"],
  [
    "['z', 'ä'].sort((a, b) => a.localeCompare(b, 'de')).join()",
    "ä,z",
    "z,ä",
  ],
  [
    "['ö', 'z'].sort((a, b) => a.localeCompare(b, 'sv')).join()",
    "z,ö",
    "z,ö",
  ],
  ["new Intl.NumberFormat([]).resolvedOptions().locale", "en-US", undefined],
  [
    "new Intl.NumberFormat('xx').resolvedOptions().locale",
    "en-US",
    undefined,
  ],
  [
    "new Intl.DateTimeFormat('en', { timeZone: undefined }).resolvedOptions().timeZone",
    "UTC",
    undefined,
  ],
];

/** What each expression gives where Intl was given. */
const given = shareValues(
  [...DATELESS.map(faultOf), ...LOCALES.map(([text]) => `() => ${text}`)],
  { endowments: ["intl"] },
);

/** And where it was not. */
const without = shareValues(
  LOCALES.flatMap(([text, , without]) =>
    without === undefined ? [] : [`() => ${text}`]
  ),
);

Deno.test.each(DATELESS)(
  "%s needs a date, unless the clock was given",
  async (text) => {
    assertEquals(await given(faultOf(text)), ["a date to format is needed"]);
  },
);

Deno.test("A format tells the time if the clock was given, too", async () => {
  const job =
    "() => new Intl.DateTimeFormat('en', { year: 'numeric' }).format()";
  const [year] = await run(job, { endowments: ["intl", "clock"] });
  assert(Number(year) >= 2024, String(year));
});

Deno.test.each(LOCALES)(
  "%s follows the language where Intl was given, and no machine",
  async (text, expected, plain) => {
    assertEquals(await given(`() => ${text}`), [expected]);
    if (plain === undefined) return;
    assertEquals(await without(`() => ${text}`), [plain]);
  },
);
