/**
 * The versions of what the program runs on: texts, checks, CI and docs read them here.
 *
 * @module
 */

/** The versions that were tried, and work. */
export const VERIFIED_VERSIONS = {
  /** The Deno that every test ran on. */
  deno: "2.9.6",
  /** The lowest Deno on which a worker that loops can be ended. */
  lowestDeno: "2.9.4",
  /** The oldest nats-server that loses nothing. */
  natsServer: "2.12.7",
  /** The ses that hardens the workers. */
  ses: "2.3.0",
} as const;
