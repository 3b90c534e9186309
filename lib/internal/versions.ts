/**
 * The versions of what the program runs on: texts, checks, CI and docs read them here.
 *
 * @module
 */

/** The versions that were tried, and work. */
export const VERIFIED_VERSIONS = {
  /** The Deno that every test ran on. */
  deno: "2.9.6",
  /** The oldest nats-server that loses nothing. */
  natsServer: "2.12.7",
} as const;
