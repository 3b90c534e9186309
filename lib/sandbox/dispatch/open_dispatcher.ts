import type { Limits } from "../limits.ts";
import { MemoryWatch } from "../worker/memory_watch.ts";
import { NestedStarter } from "../worker/threads/nested_starter.ts";
import { DirectStarter } from "../worker/threads/starter.ts";
import { Dispatcher } from "./dispatcher.ts";

/** Least time a worker gets to start, however short the item timeout, in ms. */
const LEAST_LOAD_TIMEOUT = 10_000;

/** Makes the dispatcher of a sandbox; it starts nothing yet. */
export function openDispatcher(limits: Limits): Dispatcher {
  const { timeout, memory, unprivileged, spare, workers } = limits;
  return new Dispatcher({
    ...limits,
    memoryWatch: new MemoryWatch({ workers, memory }),
    starter: unprivileged
      ? new DirectStarter(memory)
      : new NestedStarter({ memory, spare }),
    loadTimeout: Math.max(timeout, LEAST_LOAD_TIMEOUT),
  });
}
