/**
 * Starting and ending the threads that guests run on; layer L1.
 *
 * @module
 */

import { Worker as NodeWorker } from "node:worker_threads";
import { BOOT_TEXT, SPINNER_TEXT } from "../guest.generated.ts";
import { SES_URL } from "../../../deps/ses.ts";
import type { HeapLimits } from "../../supervision.ts";

/** A URL of a JavaScript module, given as text: a file would need read permission. */
export function dataUrl(script: string): string {
  const bytes = new TextEncoder().encode(script);
  return `data:text/javascript;base64,${bytes.toBase64()}`;
}

/** Why a thread ended by itself. */
export interface Death {
  readonly kind: "memory" | "crash";
  readonly message: string;
}

/** A running guest. */
export interface Thread {
  /** Ends the thread, whatever it is doing. */
  terminate(): void;
  /** How much of the processor it has used, in milliseconds; NaN if unknown. */
  cpuTime(): Promise<number>;
}

/** What every thread is given. */
export interface ThreadSetup {
  /** The thread's end of the only way to talk to it. */
  readonly port: MessagePort;
  /** Words of shared memory. */
  readonly control: SharedArrayBuffer;
}

/** What to start, and who hears of its end. */
export interface ThreadOptions {
  readonly url: string;
  readonly onDeath: (death: Death) => void;
}

/** Where a guest begins, and what a thread runs for the self-test. */
export const THREAD_URLS = {
  guest: dataUrl(BOOT_TEXT.replace(/npm:ses@[\d.]+/, SES_URL)),
  spinner: dataUrl(SPINNER_TEXT),
} as const;

/** Starts threads, in one of two ways. */
export interface ThreadStarter {
  /** Starts the thread of a guest; `onDeath` is called at most once, never after `terminate`. */
  start(setup: ThreadSetup, onDeath: (death: Death) => void): Thread;
  /** Starts, in the same way, a thread that only loops; for the self-test. */
  startSpinner?(setup: ThreadSetup, onDeath: (death: Death) => void): Thread;
  /** Lets go of what threads were started from. */
  close(): void;
}

/**
 * What V8 may use for values that are young, beside the heap that a job may use: left
 * to itself it takes twice that, and is no faster; a third of it slows large items down.
 */
const YOUNG_MB = 24;

/** The limits of a thread with a heap of `memory` bytes, in the megabytes V8 counts in. */
export function heapLimits(memory: number): HeapLimits {
  return {
    maxOldGenerationSizeMb: Math.floor(memory / 2 ** 20),
    maxYoungGenerationSizeMb: YOUNG_MB,
  };
}

/** Reads why a thread ended from what Deno said of it. */
export function toDeath(code: string | undefined, message: string): Death {
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
  readonly #memory: number;

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
    const worker = new NodeWorker(new URL(url), {
      env: {},
      workerData: setup,
      transferList: [setup.port as never],
      resourceLimits: heapLimits(this.#memory),
    });
    worker.unref();
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
