import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  isChanging,
  resolveMemory,
  resolveRealm,
} from "../../../lib/sandbox/context/realm_options.ts";
import type { SandboxOptions } from "../../../lib/sandbox/options.ts";

Deno.test.each<[string, SandboxOptions]>([
  ["network", { endowments: ["network" as never] }],
  ["seed", { seed: 0.5 }],
  ["seed", { seed: Infinity }],
  ["steps", { steps: 0 }],
  ["steps", { steps: 2 ** 31 }],
])("%s is refused: %j", (name, options) => {
  assertThrows(() => resolveRealm(options), RangeError, name);
});

Deno.test("A worker has the heap that V8 can report from, at least", () => {
  assertEquals(resolveMemory({}), 768 * 2 ** 20);
  assertThrows(() => resolveMemory({ memory: 1 }), RangeError, "memory");
  assertThrows(() => resolveMemory({ memory: Infinity }), RangeError);
});

Deno.test("What is not said has its default, and a seed of its own each time", () => {
  const realm = resolveRealm({ endowments: ["url", "url"], onLog: () => {} });
  assertEquals(realm.endowments, ["url"]);
  assertEquals([realm.isolate, realm.numbers], ["item", "exact"]);
  assertEquals([realm.logs, realm.trace, "steps" in realm], [
    true,
    true,
    false,
  ]);
  const seeds = Array.from({ length: 20 }, () => resolveRealm({}).seed);
  assert(new Set(seeds).size > 15);
});

Deno.test("The seed of a prepared worker is used, unless another is said", () => {
  const prepared = { seed: 7 } as SandboxOptions["prepared"];
  assertEquals(resolveRealm({ prepared }).seed, 7);
  assertEquals(resolveRealm({ prepared, seed: -3 }).seed, -3);
});

Deno.test("Only time, chance and what was kept can change what an item sees", () => {
  const changing = (options: SandboxOptions) =>
    isChanging(resolveRealm(options));
  assertEquals(
    changing({ endowments: ["bytes", "url", "intl", "digest"] }),
    false,
  );
  assertEquals(changing({ endowments: ["clock"] }), true);
  assertEquals(changing({ endowments: ["random"] }), true);
  assertEquals(changing({ isolate: "worker" }), true);
});
