/**
 * Starting a worker before the rest of a program is loaded: an entry of its own, that
 * loads next to nothing.
 *
 * @module
 */

export { VERIFIED_VERSIONS } from "./internal/versions.ts";
export {
  DEFAULT_LIMITS,
  LEAST_MEMORY,
  MAX_JOB_BYTES,
  MOST_STEPS,
  MOST_WORKERS,
} from "./sandbox/limits.ts";
export { ENDOWMENTS } from "./sandbox/protocol.ts";
export type { PreparedWorker, SandboxOptions } from "./sandbox/options.ts";
export { prepareWorker } from "./sandbox/worker/prepared_worker.ts";
