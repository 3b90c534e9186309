import { assert, assertEquals, assertThrows } from "@std/assert";
import { type Endowment, Sandbox } from "../../../../lib/mod.ts";
import { runJob as run } from "../../../support/run_job.ts";

const eachEndowment = Deno.test.each(
  [
    ["clock", "typeof performance"],
    ["random", "typeof ((math) => math.random())(Math)"],
    ["bytes", "typeof Uint8Array + typeof TextEncoder + typeof atob"],
    ["url", "typeof URL"],
    ["intl", "typeof Intl"],
    ["digest", "typeof digest"],
  ] as const,
);

eachEndowment(
  "%s is there when it was given, and not otherwise",
  async (name, look) => {
    const job = `() => ${look}`;
    const [without] = await run(job, {});
    const [given] = await run(job, { endowments: [name] });
    assert(without !== given, `${without} is ${given}`);
  },
);

Deno.test("The clock tells the time", async () => {
  const before = Date.now();
  const [now] = await run("() => [Date.now(), new Date().getTime()]", {
    endowments: ["clock"],
  });
  for (const time of now as number[]) {
    assert(time >= before && time <= Date.now());
  }
});

Deno.test("Random numbers follow from the seed and the item, not from batches or workers", async () => {
  const job = "() => [Math.random(), Math.random()]";
  const how = { endowments: ["random"] as Endowment[], seed: 7, count: 300 };
  const first = await run(job, how);
  assertEquals(await run(job, { ...how, workers: 2 }), first);
  assertEquals(new Set(first.flat().map(String)).size, 600);
  const other = await run(job, { ...how, seed: 8 });
  assert(String(other) !== String(first));
  for (const number of first.flat() as number[]) {
    assert(number >= 0 && number < 1);
  }
});

Deno.test("A URL is taken apart and put together", async () => {
  const job = `() => {
    const url = new URL("../a?x=1&y=2#h", "http://h.io/b/c/");
    url.searchParams.append("z", "3 4");
    url.pathname = "/q";
    const { host, hash, search } = url;
    const params = new URLSearchParams({ a: 1 });
    params.append("a", 2);
    return [url.href, host, hash, search, [...url.searchParams.keys()],
      String(params), params.getAll("a"), URL.canParse("nope"), JSON.stringify({ url })];
  }`;
  const [values] = await run(job, { endowments: ["url"] });
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
  const job = "let n = 0; export default () => ++n";
  assertEquals(await run(job, { count: 3 }), [1, 1, 1]);
});

Deno.test("A job that is isolated by worker keeps what it keeps", async () => {
  const job = "let n = 0; export default () => ++n";
  assertEquals(await run(job, { count: 3, isolate: "worker" }), [1, 2, 3]);
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
