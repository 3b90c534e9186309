import { assertEquals, assertThrows } from "@std/assert";
import {
  DEFAULT_LIMITS,
  LEAST_MEMORY,
  MOST_WORKERS,
} from "../../lib/sandbox/bounds.ts";
import { formatMs, resolveLimits } from "../../lib/sandbox/limits.ts";
import { isChanging } from "../../lib/sandbox/context/realm_options.ts";
import type { SandboxOptions } from "../../lib/sandbox/options.ts";

Deno.test("What is not given has its default", () => {
  const { workers, timeout, memory, retries, realm } = resolveLimits({});
  assertEquals(workers, Math.min(navigator.hardwareConcurrency, MOST_WORKERS));
  assertEquals([timeout, memory], [
    DEFAULT_LIMITS.timeout,
    DEFAULT_LIMITS.memory,
  ]);
  assertEquals([retries, realm.endowments, realm.isolate], [0, [], "item"]);
});

Deno.test("An endowment that is named twice is given once", () => {
  const { realm } = resolveLimits({ endowments: ["clock", "clock"] });
  assertEquals(realm.endowments, ["clock"]);
});

Deno.test.each<[SandboxOptions, string]>([
  [{ workers: 0 }, "workers"],
  [{ workers: MOST_WORKERS + 1 }, "workers"],
  [{ workers: 1.5 }, "workers"],
  [{ timeout: 0 }, "timeout"],
  [{ timeout: NaN }, "timeout"],
  [{ memory: LEAST_MEMORY - 1 }, "memory"],
  [{ memory: Infinity }, "memory"],
  [{ retries: -1 }, "retries"],
  [{ seed: 0.5 }, "seed"],
  [{ endowments: ["fs" as "url"] }, '"fs"'],
])(
  "An option that no sandbox can have is refused by name: %o",
  (options, name) => {
    assertThrows(() => resolveLimits(options), RangeError, name);
  },
);

Deno.test("A job may see something else the next time by what it was given", () => {
  const changing = (options: SandboxOptions) =>
    isChanging(resolveLimits(options).realm);
  assertEquals([
    changing({}),
    changing({ endowments: ["url", "bytes"] }),
    changing({ endowments: ["clock"] }),
    changing({ endowments: ["random"] }),
    changing({ isolate: "worker" }),
  ], [false, false, true, true, true]);
});

Deno.test("A duration is said in seconds if it has whole ones", () => {
  assertEquals([250, 1500, 30_000].map(formatMs), ["250ms", "1500ms", "30s"]);
});
