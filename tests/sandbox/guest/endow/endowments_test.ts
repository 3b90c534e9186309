import { assert, assertEquals, assertThrows } from "@std/assert";
import { type Endowment, Sandbox } from "../../../../lib/mod.ts";
import { shareValues } from "../../../support/run_each.ts";
import { runJob as run } from "../../../support/run_job.ts";

const LOOKS: readonly (readonly [name: Endowment, look: string])[] = [
  ["clock", "typeof performance"],
  ["random", "typeof ((math) => math.random())(Math)"],
  ["bytes", "typeof Uint8Array + typeof TextEncoder + typeof atob"],
  ["url", "typeof URL"],
  ["intl", "typeof Intl"],
  ["digest", "typeof digest"],
];

const ENDOWMENTS = LOOKS.map(([name]) => name);
const jobs = LOOKS.map(([, look]) => `() => ${look}`);
const isEven = (name: Endowment) => ENDOWMENTS.indexOf(name) % 2 === 0;

// Half of them at a time, so that none comes with another.
const withEven = shareValues(jobs, { endowments: ENDOWMENTS.filter(isEven) });
const withOdd = shareValues(jobs, {
  endowments: ENDOWMENTS.filter((name) => !isEven(name)),
});

Deno.test.each(LOOKS)(
  "%s is there when it was given, and not otherwise",
  async (name, look) => {
    const [even] = await withEven(`() => ${look}`);
    const [odd] = await withOdd(`() => ${look}`);
    const [given, without] = isEven(name) ? [even, odd] : [odd, even];
    assert(without !== given, `${without} is ${given}`);
    assert(!["threw", "undefined"].includes(String(given)), String(given));
  },
);

const CLOCK = "() => [Date.now(), new Date().getTime()]";
const URLS = `() => {
    const url = new URL("../a?x=1&y=2#h", "http://h.io/b/c/");
    url.searchParams.append("z", "3 4");
    url.pathname = "/q";
    const { host, hash, search } = url;
    const params = new URLSearchParams({ a: 1 });
    params.append("a", 2);
    return [url.href, host, hash, search, [...url.searchParams.keys()],
      String(params), params.getAll("a"), URL.canParse("nope"), JSON.stringify({ url })];
  }`;
const KEEPER = "let n = 0; export default () => ++n";

const start = Date.now();
const valuesOf = shareValues([CLOCK, URLS, KEEPER], {
  ...{ endowments: ["clock", "url"], items: [0, 1, 2] },
});

Deno.test("The clock tells the time", async () => {
  const [now] = await valuesOf(CLOCK);
  for (const time of now as number[]) {
    assert(time >= start && time <= Date.now());
  }
});

Deno.test("Random numbers follow from the seed and the item, not from batches or workers", async () => {
  const job = "() => [Math.random(), Math.random()]";
  const how = { endowments: ["random"] as Endowment[], seed: 7, count: 300 };
  const first = await run(job, how);
  assertEquals(await run(job, { ...how, workers: 2 }), first);
  assertEquals(new Set(first.flat().map(String)).size, 600);
  for (const number of first.flat() as number[]) {
    assert(number >= 0 && number < 1);
  }
});

Deno.test("A URL is taken apart and put together", async () => {
  const [values] = await valuesOf(URLS);
  const href = "http://h.io/q?x=1&y=2&z=3+4#h";
  assertEquals(values, [
    href,
    "h.io",
    "#h",
    "?x=1&y=2&z=3+4",
    ["x", "y", "z"],
    "a=1&a=2",
    ["1", "2"],
    false,
    JSON.stringify({ url: href }),
  ]);
});

Deno.test("A job keeps nothing from one item to the next", async () => {
  assertEquals(await valuesOf(KEEPER), [1, 1, 1]);
});

Deno.test("A job that is isolated by worker keeps what it keeps", async () => {
  assertEquals(await run(KEEPER, { count: 3, isolate: "worker" }), [1, 2, 3]);
});

Deno.test("A job is not given what there is not", () => {
  const endowments = ["fetch"] as unknown as Endowment[];
  assertThrows(
    () => new Sandbox("x => x", { endowments }),
    RangeError,
    "fetch",
  );
});

Deno.test("A seed is an integer", () => {
  assertThrows(() => new Sandbox("x => x", { seed: 0.5 }), RangeError, "seed");
});

Deno.test("Only what a search holds counts, not what it has held", async () => {
  const job = `() => {
    const search = new URLSearchParams();
    const url = new URL("http://h.io/?x=1");
    for (let i = 0; i < 30; i++) {
      search.set("a", "k".repeat(2 ** 18) + i);
      url.searchParams.set("y", "k".repeat(2 ** 18) + i);
    }
    return [search.size, url.searchParams.size];
  }`;
  assertEquals(await run(job, { endowments: ["url"] }), [[1, 2]]);
});
