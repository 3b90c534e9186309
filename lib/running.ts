/**
 * What a run of a job over lines needs of the library: `mod.ts` without channels, pools,
 * tables, values of JSON and the audit. Half as many modules are half as long to load,
 * and a run of one line takes hardly longer than its modules.
 *
 * @module
 */

export { JobError, SandboxError } from "./errors.ts";
export { lineOf } from "./framing/batch.ts";
export { BufferPool } from "./framing/buffer_pool.ts";
export { rangeBatches, readLines } from "./framing/sources.ts";
export { batchLimit, chooseJob, parseJob, Sandbox } from "./sandbox.ts";
export { TableOutput } from "./sandbox/table_output.ts";
