import { assertEquals } from "@std/assert";
import * as library from "../lib/mod.ts";
import source from "../lib/mod.ts" with { type: "text" };

/** Every name of the library; a change here is a change for its users. */
// deno-fmt-ignore
const NAMES = `
  AuditOptions AuditRow Batch BatchItems BatchResult BufferPool BufferShare
  BytesBatch CallDefinition CallEntry CallFunction CallInfo CallLimits Channel
  ChannelClosedError ChannelEnd ChannelOptions ChannelReceiveResult
  ChannelStats ChooseOptions ContextOptions Duplicates Emit Endowment
  ENDOWMENTS Failure FailureKind Frames InputFormat InvalidItem Isolation
  ItemError ItemFailure ItemText ItemTextsOptions Job JobError JobErrorKind
  JobLocation JobLog JobNeed
  JobPlace JsonSchema Lease LoadOptions LogLevel LookupOptions LookupTable
  MapOptions Numbers Operation Outcome OutputFormat ParseJobOptions
  PipeOptions Pool PooledJob PoolOptions PoolReport PreparedWorker
  ProbeCategory ProbeLayer ProducerContext RangeBatch Read ReadLinesOptions
  ReadTableOptions Receiver RowFormat RunBatchOptions RunOptions Sandbox
  SandboxError SandboxErrorKind SandboxOptions SandboxPool SandboxPoolOptions
  SandboxStats SelectCases Selected SelectOptions Send Sender
  SliceItemsOptions Source TableColumns TableDialect TableLayout TableOutput
  TableOutputOptions Task TaskContext TimeoutError UndeliveredReason
  UnsentError WaitOptions audit batchLimit chooseJob itemTexts lineOf parseJob
  rangeBatches readJson readLines readNullLines readTable rowJson select
  sliceItems
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
