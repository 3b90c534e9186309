/**
 * What a worker is started with: defaults and checks.
 *
 * Apart from the other limits: a worker that is prepared needs no more.
 *
 * @module
 */

import { checkInteger, checkNumber } from "../../internal/checks.ts";
import { DEFAULT_LIMITS, LEAST_MEMORY, MOST_STEPS } from "../bounds.ts";
import type { SandboxOptions } from "../options.ts";
import { ENDOWMENTS, type RealmOptions } from "../protocol.ts";

/** Completes and checks the heap of each worker, in bytes. */
export function resolveMemory({ memory }: SandboxOptions): number {
  return checkNumber("memory", memory ?? DEFAULT_LIMITS.memory, {
    least: LEAST_MEMORY,
    finite: true,
    unit: "bytes",
  });
}

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
      options.seed ?? prepared?.seed ?? randomSeed(),
      { least: Number.MIN_SAFE_INTEGER },
    ),
    isolate,
    numbers,
    logs: onLog !== undefined,
    trace: options.trace ?? true,
    ...(options.steps !== undefined && {
      steps: checkInteger("steps", options.steps, {
        least: 1,
        most: MOST_STEPS,
      }),
    }),
  };
}

function randomSeed(): number {
  const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
  return seed;
}

/** Whether a job may see something else when its item runs again. */
export function isChanging({ endowments, isolate }: RealmOptions): boolean {
  return isolate === "worker" || endowments.includes("clock") ||
    endowments.includes("random");
}
