import { assertEquals } from "@std/assert";
import { runJob } from "../../../support/run_job.ts";

// deno-fmt-ignore
const CASES: readonly [claim: string, body: string, expected: unknown][] = [
  ["A key has one symbol", "Symbol.for('a') === Symbol.for('a') && Symbol.for('a') !== Symbol.for('b')", true],
  ["A registered symbol is no other", "Symbol.for('a') !== Symbol('a') && Symbol.for('Symbol.iterator') !== Symbol.iterator", true],
  ["A registered symbol has its key", "[Symbol.keyFor(Symbol.for('')), Symbol.keyFor(Symbol.for('a'))]", ["", "a"]],
  ["Other symbols have none", "[Symbol('a'), Symbol(), Symbol.iterator].map((s) => Symbol.keyFor(s) === undefined)", [true, true, true]],
  ["A key is made a text", "[1, null, undefined, { toString: () => 'o' }].map((k) => Symbol.for(k).description)", ["1", "null", "undefined", "o"]],
  ["A symbol is no key", "{ try { Symbol.for(Symbol('a')) } catch (e) { return e.name } }", "TypeError"],
  ["Only symbols can have a key", "{ try { Symbol.keyFor('a') } catch (e) { return e.name } }", "TypeError"],
  ["The functions say of themselves what they always do", "[Symbol.for, Symbol.keyFor].map((f) => [f.name, f.length, 'prototype' in f])", [["for", 1, false], ["keyFor", 1, false]]],
  ["They make no objects", "{ try { new Symbol.for('a') } catch (e) { return e.name } }", "TypeError"],
  ["They are frozen", "[Object.isFrozen(Symbol), Object.isFrozen(Symbol.for)]", [true, true]],
  ["A registered symbol is a key of objects", "({ [Symbol.for('a')]: 1 })[Symbol.for('a')]", 1],
  ["A very long text is no key", "{ try { Symbol.for('a'.repeat(2 ** 24) + 'a') } catch (e) { return e.name } }", "RangeError"],
];

Deno.test("Symbols are registered as the language says", async () => {
  const bodies = CASES.map(([, body]) => `() => ${body}`);
  const job = `const all = [${bodies}]; export default (n) => all[n]()`;
  const values = await runJob(job, { count: CASES.length });
  for (const [at, [claim, , expected]] of CASES.entries()) {
    assertEquals(values[at], expected, claim);
  }
});

Deno.test("Symbols of the module's top level are those of its functions", async () => {
  const job = `const kind = Symbol.for("kind");
    const made = { [kind]: 1 };
    const later = () => Symbol.for("kind");
    export default async (n) => {
      const before = later() === kind;
      await null;
      return [before, later() === kind, made[Symbol.for("kind")], Symbol.keyFor(kind)];
    }`;
  const each = [true, true, 1, "kind"];
  assertEquals(await runJob(job, { count: 3 }), [each, each, each]);
  const isolate = "worker";
  assertEquals(await runJob(job, { count: 3, isolate }), [each, each, each]);
});

Deno.test("Symbols that the worker keeps stay registered in it, and others do not", async () => {
  const job = `export default (() => {
      let kept;
      return () => {
        const known = kept === undefined ? "none" : Symbol.keyFor(kept);
        kept ??= Symbol.for("kept");
        return known ?? "forgotten";
      };
    })()`;
  const isolate = "worker";
  assertEquals(await runJob(job, { count: 3, isolate }), [
    "none",
    "kept",
    "kept",
  ]);
  assertEquals(await runJob(job, { count: 3 }), ["none", "none", "none"]);
});
