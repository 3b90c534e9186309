import { SandboxError } from "../../errors.ts";
import type { CallHost } from "./call_host.ts";
import type { ContextOptions } from "./context_options.ts";
import type { Context } from "./resolve_context.ts";

/** The calls of a sandbox, once something is run. */
export interface OpenCalls {
  readonly host: CallHost;
  /** Throws if a call of this sandbox's job led here. */
  refuseReentry(): void;
}

/** Makes what answers the calls of a job; undefined if it may call nothing. */
export async function openCalls(
  context: Context,
  { record, replay }: Pick<ContextOptions, "record" | "replay">,
): Promise<OpenCalls | undefined> {
  if (context.calls.size === 0) return undefined;
  // Loaded by those alone who give calls.
  const { AsyncLocalStorage } = await import("node:async_hooks");
  const { CallHost } = await import("./call_host.ts");
  const storage = new AsyncLocalStorage<true>();
  return {
    host: new CallHost({
      ...context,
      record,
      replay,
      inside: (run) => storage.run(true, run),
    }),
    refuseReentry() {
      if (storage.getStore() === undefined) return;
      throw new SandboxError(
        "reentrant",
        "a call may not run the job that made it: every worker could end up " +
          "waiting for another; give the call a sandbox of its own",
      );
    },
  };
}
