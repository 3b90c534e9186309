/**
 * What holds unless told otherwise: an entry for the command line, which says it in its
 * flags before it has loaded anything.
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
} from "./sandbox/bounds.ts";
export { ENDOWMENTS } from "./sandbox/protocol.ts";
