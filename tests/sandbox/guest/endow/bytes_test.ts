import { assert, assertEquals } from "@std/assert";
import { shareValues } from "../../../support/run_each.ts";
import { runJob as run } from "../../../support/run_job.ts";

const TEXTS = `() => {
    const bytes = new TextEncoder().encode("héllo");
    return [[...bytes.slice(1, 3)], new TextDecoder().decode(bytes), atob(btoa("abc"))];
  }`;

const LARGE = "() => new Uint8Array(2 ** 24).fill(1).slice(1).length";

const SLICES = `() => {
    const bytes = new Uint8Array(2 ** 23);
    let length = 0;
    for (let n = 0; n < 1000; n++) {
      length += bytes.slice(n, n + 5).length + bytes.slice(-3).length +
        bytes.buffer.slice(1, 3).byteLength + new Uint16Array(bytes.buffer).slice(0, 1).length;
    }
    return length;
  }`;

const PARTS = `() => {
    const text = "\\ufeffa\\u00e9\\u20ac\\u{1f600}b";
    const bytes = new TextEncoder().encode(text);
    const decoder = new TextDecoder();
    let all = "";
    for (const byte of bytes) all += decoder.decode(Uint8Array.of(byte), { stream: true });
    all += decoder.decode();
    const { read, written } = new TextEncoder().encodeInto("ab", new Uint8Array(1));
    const broken = new TextDecoder("utf-8", { fatal: true });
    broken.decode(Uint8Array.of(0xe2), { stream: true });
    let fault = "none";
    try { broken.decode() } catch (error) { fault = error.name }
    return [all === text.slice(1), read, written, fault];
  }`;

const FLOATS =
  "() => [[...Float64Array.of(1.5)], Float32Array.of(0.1)[0] === Math.fround(0.1), new Float16Array(2).length]";

const valuesOf = shareValues([TEXTS, LARGE, SLICES, PARTS, FLOATS], {
  ...{ endowments: ["bytes"], items: [...Array(8).keys()] },
});

Deno.test("Bytes hold texts and Base64", async () => {
  assertEquals(
    await valuesOf(TEXTS),
    Array(8).fill(
      [[195, 169], "héllo", "abc"],
    ),
  );
});

Deno.test("Bytes of one item do not count for the next", async () => {
  const values = await valuesOf(LARGE);
  assertEquals(new Set(values), new Set([2 ** 24 - 1]));
});

Deno.test("A worker that keeps its state has its budget of bytes anew for each item", async () => {
  const job = "() => new Uint8Array(2 ** 20).length";
  const values = await run(job, {
    endowments: ["bytes"],
    isolate: "worker",
    count: 200,
  });
  assertEquals(new Set(values), new Set([2 ** 20]));
});

Deno.test("Bytes that a worker keeps are bounded", async () => {
  const job = `const kept = [];
    export default () => kept.push(new Uint8Array(2 ** 23))`;
  const values = await run(job, {
    endowments: ["bytes"],
    isolate: "worker",
    count: 100,
  });
  const kept = values.filter((value) => typeof value === "number").length;
  assert(kept >= 30 && kept <= 50, String(kept));
});

Deno.test("A slice of bytes is charged as what it is, not as what it is of", async () => {
  assertEquals(await valuesOf(SLICES), Array(8).fill(11_000));
});

Deno.test("Text that comes in parts is decoded as a whole", async () => {
  assertEquals(
    await valuesOf(PARTS),
    Array(8).fill(
      [true, 1, 1, "TypeError"],
    ),
  );
});

Deno.test("Float arrays are part of bytes", async () => {
  assertEquals(await valuesOf(FLOATS), Array(8).fill([[1.5], true, 2]));
});
