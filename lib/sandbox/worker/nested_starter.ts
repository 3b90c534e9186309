import type { SupervisorMessage, ThreadDeath } from "../protocol.ts";
import { SUPERVISOR_TEXT } from "./guest.generated.ts";
import {
  dataUrl,
  type Death,
  heapLimits,
  type Thread,
  THREAD_URLS,
  type ThreadOptions,
  type ThreadSetup,
  type ThreadStarter,
  toDeath,
} from "./starter.ts";

/** Starts guests from a web worker that has no permission, whatever this program has. */
export class NestedStarter implements ThreadStarter {
  readonly #memory: number;
  #supervisor: Worker | undefined;
  readonly #onDeath = new Map<number, (death: Death) => void>();
  #threads = 0;

  /** Each thread may have a heap of `memory` bytes. */
  constructor(memory: number) {
    this.#memory = memory;
  }

  start(setup: ThreadSetup, onDeath: (death: Death) => void): Thread {
    return this.#start(setup, { url: THREAD_URLS.guest, onDeath });
  }

  startSpinner(setup: ThreadSetup, onDeath: (death: Death) => void): Thread {
    return this.#start(setup, { url: THREAD_URLS.spinner, onDeath });
  }

  #start(setup: ThreadSetup, { url, onDeath }: ThreadOptions): Thread {
    const thread = ++this.#threads;
    this.#onDeath.set(thread, onDeath);
    const start: SupervisorMessage = {
      type: "start",
      thread,
      url,
      data: setup,
      limits: heapLimits(this.#memory),
    };
    this.#supervisor ??= this.#startSupervisor();
    this.#supervisor.postMessage(start, [setup.port]);
    return {
      terminate: () => this.#terminate(thread),
      cpuTime: () => Promise.resolve(NaN),
    };
  }

  close(): void {
    // It closes itself once every thread has ended: terminated first, it would leave
    // a looping guest behind.
    const message: SupervisorMessage = { type: "close" };
    this.#supervisor?.postMessage(message);
    this.#supervisor = undefined;
  }

  #startSupervisor(): Worker {
    const supervisor = new Worker(dataUrl(SUPERVISOR_TEXT), {
      type: "module",
      deno: { permissions: "none" },
    });
    unrefWorker(supervisor);
    supervisor.onmessage = ({ data }: MessageEvent<ThreadDeath>) => {
      this.#end(data.thread)?.(toDeath(data.code, data.message));
    };
    supervisor.onerror = (event) => {
      event.preventDefault();
      const death = toDeath("", event.message);
      for (const id of [...this.#onDeath.keys()]) this.#end(id)?.(death);
    };
    return supervisor;
  }

  #terminate(thread: number): void {
    if (this.#end(thread) === undefined) return;
    const message: SupervisorMessage = { type: "terminate", thread };
    this.#supervisor?.postMessage(message);
  }

  #end(thread: number): ((death: Death) => void) | undefined {
    const onDeath = this.#onDeath.get(thread);
    this.#onDeath.delete(thread);
    return onDeath;
  }
}

/**
 * Lets a web worker not keep the process alive, as `unref` of a node worker does.
 *
 * Deno has no public name for that: its own parts use a method without a name, which is
 * looked for by its shape. Where there is none, an idle sandbox has to be disposed.
 */
function unrefWorker(worker: Worker): void {
  const prototype = Worker.prototype as unknown as Record<symbol, unknown>;
  const unnamed = Object.getOwnPropertySymbols(prototype)
    .filter(({ description = "" }) => /^$|ref/i.test(description))
    .map((symbol) => prototype[symbol])
    .filter((method) => typeof method === "function" && method.length === 1);
  const [setRef] = unnamed;
  if (unnamed.length === 1 && setRef !== undefined) {
    Reflect.apply(setRef as (isRef: boolean) => void, worker, [false]);
  }
}
