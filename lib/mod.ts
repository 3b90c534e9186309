/**
 * Bounded channels, pools of producers and consumers, and a sandbox that runs
 * functions others wrote.
 *
 * - {@linkcode Channel}: a bounded queue between tasks; every wait can end.
 * - {@linkcode Pool}: producers and consumers around one channel.
 * - {@linkcode Sandbox}: workers that run a stranger's function on your items.
 *
 * @module
 */

export {
  Channel,
  type ChannelEnd,
  type ChannelOptions,
  type ChannelReceiveResult,
  type ChannelStats,
  Lease,
  type Operation,
  type Receiver,
  type Sender,
  type UndeliveredReason,
  type WaitOptions,
} from "./channel.ts";
export {
  select,
  type SelectCases,
  type Selected,
  type SelectOptions,
} from "./select.ts";
export {
  ChannelClosedError,
  type FailureKind,
  ItemError,
  JobError,
  type JobErrorKind,
  type JobLocation,
  type JobPlace,
  SandboxError,
  type SandboxErrorKind,
  TimeoutError,
  UnsentError,
} from "./errors.ts";
export {
  type ItemFailure,
  Pool,
  type PoolOptions,
  type PoolReport,
  type ProducerContext,
  type Send,
  type Source,
  type Task,
  type TaskContext,
} from "./pool.ts";
export {
  batchLimit,
  type BatchResult,
  chooseJob,
  type ChooseOptions,
  type Emit,
  type Endowment,
  ENDOWMENTS,
  type Failure,
  type InputFormat,
  type Isolation,
  type Job,
  type JobLog,
  type JobNeed,
  type LogLevel,
  type MapOptions,
  type Numbers,
  type Outcome,
  type OutputFormat,
  parseJob,
  type ParseJobOptions,
  type PipeOptions,
  type PreparedWorker,
  type RunBatchOptions,
  type RunOptions,
  Sandbox,
  type SandboxOptions,
  type SandboxStats,
  type TableColumns,
} from "./sandbox.ts";
export type { Frames, RowFormat } from "./sandbox/protocol.ts";
export type {
  CallDefinition,
  CallEntry,
  CallFunction,
  CallInfo,
  ContextOptions,
  JsonSchema,
} from "./sandbox/context/context_options.ts";
export {
  type Duplicates,
  type LookupOptions,
  LookupTable,
} from "./sandbox/context/lookup/lookup_table.ts";
export type { CallLimits } from "./sandbox/context_protocol.ts";
export {
  type LoadOptions,
  type PooledJob,
  SandboxPool,
  type SandboxPoolOptions,
} from "./sandbox_pool.ts";
export {
  audit,
  type AuditOptions,
  type AuditRow,
  type ProbeCategory,
  type ProbeLayer,
} from "./sandbox/audit/audit.ts";
export {
  type Batch,
  type BatchItems,
  type BytesBatch,
  type InvalidItem,
  lineOf,
  type RangeBatch,
} from "./framing/batch.ts";
export { BufferPool, type BufferShare } from "./framing/buffer_pool.ts";
export {
  readTable,
  type ReadTableOptions,
} from "./framing/table/read_table.ts";
export { rowJson } from "./framing/table/table_fields.ts";
export type {
  TableDialect,
  TableLayout,
} from "./framing/table/table_format.ts";
export {
  TableOutput,
  type TableOutputOptions,
} from "./sandbox/table_output.ts";
export { readJson } from "./framing/json/json_values.ts";
export {
  type ItemText,
  itemTexts,
  type ItemTextsOptions,
} from "./framing/item_texts.ts";
export { sliceItems, type SliceItemsOptions } from "./framing/slice_items.ts";
export { readNullLines } from "./framing/null_lines.ts";
export {
  rangeBatches,
  type Read,
  readLines,
  type ReadLinesOptions,
} from "./framing/sources.ts";
