/**
 * Starting a worker before the rest of a program is loaded: an entry of its own, that
 * loads next to nothing.
 *
 * @module
 */

export * from "./defaults.ts";
export type { PreparedWorker, SandboxOptions } from "./sandbox/options.ts";
export { prepareWorker } from "./sandbox/worker/prepared_worker.ts";
