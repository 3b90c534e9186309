/**
 * Starting and ending the threads that guests run on; layer L1.
 *
 * @module
 */

import { Worker as NodeWorker } from "node:worker_threads";
import supervisorText from "./guest/supervisor.ts" with { type: "text" };
import spinnerText from "./guest/spinner.ts" with { type: "text" };
import type { GuestSetup } from "./guest/protocol.ts";
import type { SupervisorMessage, ThreadDeath } from "./guest/supervisor.ts";
import { guestUrl, moduleUrl } from "./guest_source.ts";

/** Why a thread ended by itself. */
export interface Death {
  readonly kind: "memory" | "crash";
  readonly message: string;
}

/** A running guest. */
export interface Thread {
  /** Ends the thread, whatever it is doing. */
  terminate(): void;
  /** How much of the processor it has used, in milliseconds; NaN if nobody knows. */
  cpuTime(): Promise<number>;
}

/** What every thread is given. */
export type ThreadSetup = Pick<GuestSetup, "port" | "control">;

/** What to start, and who hears of its end. */
interface ThreadOptions {
  readonly url: string;
  readonly onDeath: (death: Death) => void;
}

/** Starts threads, in one of two ways. */
export interface ThreadStarter {
  /** Starts a guest; `onDeath` is called at most once, never after `terminate`. */
  start(setup: GuestSetup, onDeath: (death: Death) => void): Thread;
  /** Starts, in the same way, a thread that only loops; for the self-test. */
  startSpinner?(setup: ThreadSetup, onDeath: (death: Death) => void): Thread;
  /** Lets go of what threads were started from. */
  close(): void;
}

function toDeath(code: string | undefined, message: string): Death {
  return code === "ERR_WORKER_OUT_OF_MEMORY"
    ? { kind: "memory", message: "the job used more memory than it may" }
    : { kind: "crash", message: `the worker died: ${message}` };
}

/** Deno has this method; its types do not know yet. Microseconds. */
interface Measured {
  cpuUsage(): Promise<{ readonly user: number; readonly system: number }>;
}

/** Starts guests from this very thread: quick, and right when it has no permission. */
export class DirectStarter implements ThreadStarter {
  readonly #memoryMb: number;

  constructor(memoryMb: number) {
    this.#memoryMb = memoryMb;
  }

  start(setup: GuestSetup, onDeath: (death: Death) => void): Thread {
    return this.#start(setup, { url: guestUrl(), onDeath });
  }

  startSpinner(setup: ThreadSetup, onDeath: (death: Death) => void): Thread {
    return this.#start(setup, { url: moduleUrl(spinnerText), onDeath });
  }

  #start(setup: ThreadSetup, { url, onDeath }: ThreadOptions): Thread {
    const worker = new NodeWorker(new URL(url), {
      env: {},
      workerData: setup,
      transferList: [setup.port as never],
      resourceLimits: { maxOldGenerationSizeMb: this.#memoryMb },
    });
    let alive = true;
    const die = (death: Death) => {
      if (alive) onDeath(death);
      alive = false;
    };
    worker.on("error", (error: Error & { code?: string }) => {
      die(toDeath(error.code, error.message));
    });
    worker.on("exit", (code) => die(toDeath("", `exit code ${code}`)));
    return {
      terminate() {
        alive = false;
        void worker.terminate();
      },
      async cpuTime() {
        const { user, system } = await (worker as unknown as Measured)
          .cpuUsage();
        return (user + system) / 1000;
      },
    };
  }

  close(): void {}
}

/** Starts guests from a web worker that has no permission, whatever this program has. */
export class NestedStarter implements ThreadStarter {
  readonly #memoryMb: number;
  readonly #supervisor: Worker;
  readonly #onDeath = new Map<number, (death: Death) => void>();
  #threads = 0;

  constructor(memoryMb: number) {
    this.#memoryMb = memoryMb;
    this.#supervisor = new Worker(moduleUrl(supervisorText), {
      type: "module",
      deno: { permissions: "none" },
    });
    this.#supervisor.onmessage = ({ data }: MessageEvent<ThreadDeath>) => {
      this.#end(data.thread)?.(toDeath(data.code, data.message));
    };
    this.#supervisor.onerror = (event) => {
      event.preventDefault();
      const death = toDeath("", event.message);
      for (const id of [...this.#onDeath.keys()]) this.#end(id)?.(death);
    };
  }

  start(setup: GuestSetup, onDeath: (death: Death) => void): Thread {
    return this.#start(setup, { url: guestUrl(), onDeath });
  }

  startSpinner(setup: ThreadSetup, onDeath: (death: Death) => void): Thread {
    return this.#start(setup, { url: moduleUrl(spinnerText), onDeath });
  }

  #start(setup: ThreadSetup, { url, onDeath }: ThreadOptions): Thread {
    const thread = ++this.#threads;
    this.#onDeath.set(thread, onDeath);
    const start: SupervisorMessage = {
      type: "start",
      thread,
      url,
      data: setup,
      memoryMb: this.#memoryMb,
    };
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
    this.#supervisor.postMessage(message);
  }

  #terminate(thread: number): void {
    if (this.#end(thread) === undefined) return;
    const message: SupervisorMessage = { type: "terminate", thread };
    this.#supervisor.postMessage(message);
  }

  #end(thread: number): ((death: Death) => void) | undefined {
    const onDeath = this.#onDeath.get(thread);
    this.#onDeath.delete(thread);
    return onDeath;
  }
}
