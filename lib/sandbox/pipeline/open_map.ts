import type { mapOutcomes } from "./map_outcomes.ts";
import type { Outcome } from "../outcome.ts";

/**
 * Runs items through a pipe, as {@linkcode mapOutcomes}, which is loaded with the first
 * outcome that is wanted: a run of the command line never gets there.
 */
export async function* openMap(
  ...args: Parameters<typeof mapOutcomes>
): AsyncGenerator<Outcome, void> {
  const { mapOutcomes } = await import("./map_outcomes.ts");
  yield* mapOutcomes(...args);
}
