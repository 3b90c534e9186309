import { SpareThreads } from "./spare_threads.ts";
import { NestedThread } from "./nested_thread.ts";
import {
  type Death,
  heapLimits,
  type Thread,
  THREAD_URLS,
  type ThreadSetup,
  type ThreadStarter,
} from "./starter.ts";

/** How threads are started. */
export interface NestedStarterOptions {
  /** Heap that each thread may have, in bytes. */
  readonly memory: number;
  /** Whether a worker is kept ready for the next sandbox. */
  readonly spare: boolean;
}

/** Starts guests that have no permission, whatever this program has. */
export class NestedStarter implements ThreadStarter {
  readonly #options: NestedStarterOptions;

  constructor(options: NestedStarterOptions) {
    this.#options = options;
  }

  start(setup: ThreadSetup, onDeath: (death: Death) => void): Thread {
    const { memory, spare } = this.#options;
    const thread = SpareThreads.take(heapLimits(memory));
    thread.use(setup, onDeath);
    // Not side by side: the first answer would wait for both.
    if (spare) thread.whenReady(() => SpareThreads.fill(heapLimits(memory)));
    return thread;
  }

  startSpinner(setup: ThreadSetup, onDeath: (death: Death) => void): Thread {
    const limits = heapLimits(this.#options.memory);
    const thread = new NestedThread(THREAD_URLS.spinner, limits);
    thread.use(setup, onDeath);
    return thread;
  }

  close(): void {}
}
