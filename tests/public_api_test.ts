import { assertEquals } from "@std/assert";
import * as library from "../lib/mod.ts";
import source from "../lib/mod.ts" with { type: "text" };

/** Every name of the library; a change here is a change for its users. */
// deno-fmt-ignore
const NAMES = `
  AuditOptions AuditRow Batch BufferPool CallDefinition CallEntry CallFunction
  CallInfo CallLimits Channel chooseJob ChooseOptions ContextOptions Duplicates ENDOWMENTS JsonSchema LoadOptions LookupOptions LookupTable PooledJob
  SandboxPool SandboxPoolOptions
  ChannelClosedError ChannelEnd ChannelOptions ChannelReceiveResult
  ChannelStats Emit Endowment
  Failure FailureKind InputFormat
  Isolation ItemError ItemFailure Job
  JobError JobErrorKind JobLocation JobLog JobNeed JobPlace
  Lease LogLevel MapOptions Operation
  Outcome OutputFormat ParseJobOptions PipeOptions PreparedWorker Pool
  PoolOptions PoolReport ProbeCategory ProbeLayer
  ProducerContext Read ReadTableOptions
  ReadLinesOptions Receiver RunBatchOptions RunOptions
  Sandbox SandboxError SandboxErrorKind SandboxOptions
  SandboxStats BatchResult SelectCases SelectOptions Selected
  Send Sender Source Task
  TaskContext TimeoutError UndeliveredReason UnsentError
  WaitOptions audit batchLimit parseJob
  rangeBatches SliceItemsOptions sliceItems readJson readLines
  readNullLines readTable rowJson lineOf select
  TableColumns TableDialect TableLayout TableOutput TableOutputOptions
  BatchItems BytesBatch RangeBatch InvalidItem BufferShare Frames Numbers RowFormat
`.trim().split(/\s+/);

/** What `lib/mod.ts` exports, types too. */
function exportedNames(text: string): string[] {
  return [...text.matchAll(/^export (?:type )?\{(?<names>[^}]*)\}/gm)]
    .flatMap(({ groups }) => groups?.names?.split(",") ?? [])
    .map((name) => name.trim().replace(/^type /, ""))
    .filter((name) => name !== "");
}

Deno.test("The library exports these names, and no others", () => {
  assertEquals(exportedNames(source).sort(), NAMES.toSorted());
});

Deno.test("What the library exports is there when it runs", () => {
  const values = exportedNames(source).filter((name) => name in library);
  assertEquals(values.sort(), Object.keys(library).sort());
});

Deno.test("The face of the library only re-exports", () => {
  const code = source.replaceAll(/\/\*[^]*?\*\//g, "")
    .replaceAll(/export (type )?\{[^}]*\} from "\.\/[\w/]+\.ts";/g, "");
  assertEquals(code.trim(), "");
});
