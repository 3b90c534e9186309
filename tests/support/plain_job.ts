import { resolveContext } from "../../lib/sandbox/context/resolve_context.ts";
import type { LoadedJob } from "../../lib/sandbox/dispatch/fleet.ts";

/** A job that is given nothing beside its items. */
export function plainJob(factory: string): LoadedJob {
  const { message } = resolveContext({});
  return { factory, takesTools: false, trace: () => [], context: message };
}
