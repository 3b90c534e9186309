import { assert, assertEquals, assertRejects } from "@std/assert";
import { audit } from "../../../lib/mod.ts";

Deno.test("audit() finds every way out closed, and says by what", async () => {
  const rows = await audit({ unprivileged: true });
  assertEquals(rows.filter(({ stopped }) => !stopped), []);
  assert(rows.length >= 80);
  const names = rows.map(({ category, name }) => `${category}: ${name}`);
  assertEquals(names.length, new Set(names).size);
  const layers = new Set(rows.map(({ layer }) => layer));
  assertEquals([...layers].sort(), [
    "data",
    "limit",
    "realm",
    "text",
    "worker",
  ]);
});

Deno.test("audit() ends when its signal aborts", async () => {
  const signal = AbortSignal.abort(new Error("enough"));
  await assertRejects(
    () => audit({ unprivileged: true, signal }),
    Error,
    "enough",
  );
});
