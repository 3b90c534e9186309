/**
 * What a job is given: the options of a sandbox, checked.
 *
 * @module
 */

import { checkInteger } from "../internal/checks.ts";
import { ENDOWMENTS, type RealmOptions } from "./protocol.ts";
import type { SandboxOptions } from "./options.ts";

/** Completes and checks what a sandbox gives to its job. */
export function resolveRealm(options: SandboxOptions): RealmOptions {
  const { endowments = [], isolate = "item", onLog, prepared } = options;
  const { numbers = "exact" } = options;
  const unknown = endowments.find((name) => !ENDOWMENTS.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(
      `Cannot give a job "${unknown}": there is ${ENDOWMENTS.join(", ")}`,
    );
  }
  return {
    endowments: [...new Set(endowments)],
    seed: checkInteger(
      "seed",
      options.seed ?? prepared?.realm.seed ?? randomSeed(),
      { least: Number.MIN_SAFE_INTEGER },
    ),
    isolate,
    numbers,
    logs: onLog !== undefined,
  };
}

function randomSeed(): number {
  const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
  return seed;
}
