/**
 * A worker without permissions, whatever this program has: it is started from a web worker
 * that has none.
 *
 * Invariants: it is used once, or never; after its death or its end no listener is called.
 *
 * @module
 */

import type {
  HeapLimits,
  SupervisorMessage,
  SupervisorReport,
} from "../../supervision.ts";
import { SUPERVISOR_TEXT } from "../guest.generated.ts";
import {
  dataUrl,
  type Death,
  type Thread,
  type ThreadSetup,
  toDeath,
} from "./starter.ts";

/** A thread that is started before it is needed. */
export class NestedThread implements Thread {
  /** Whether it runs, and would begin at once. */
  isReady = false;
  /** Whether it has ended. */
  isOver = false;
  readonly #supervisor: Worker;
  #onDeath: ((death: Death) => void) | undefined;
  #onReady: (() => void) | undefined;

  /** Starts the thread; half a second later it can be used. */
  constructor(url: string, limits: HeapLimits) {
    this.#supervisor = new Worker(dataUrl(SUPERVISOR_TEXT), {
      type: "module",
      deno: { permissions: "none" },
    });
    unrefWorker(this.#supervisor);
    this.#supervisor.onmessage = (
      { data }: MessageEvent<SupervisorReport>,
    ) => {
      if (data.type === "ready") this.#begin();
      else this.#die(toDeath(data.code, data.message));
    };
    this.#supervisor.onerror = (event) => {
      event.preventDefault();
      this.#die(toDeath("", event.message));
    };
    this.#post({ type: "start", url, limits });
  }

  /** Gives the thread what it is to do; `onDeath` is called if it ends by itself. */
  use(setup: ThreadSetup, onDeath: (death: Death) => void): void {
    this.#onDeath = onDeath;
    this.#post({ type: "use", data: setup }, [setup.port]);
  }

  /** Calls `listener` when the thread runs, at once if it does; never if it ends before. */
  whenReady(listener: () => void): void {
    if (this.isReady) listener();
    else this.#onReady = listener;
  }

  /** Ends the thread: terminated itself, the supervisor would leave a loop behind. */
  terminate(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.#post({ type: "close" });
  }

  cpuTime(): Promise<number> {
    return Promise.resolve(NaN);
  }

  #post(message: SupervisorMessage, transfer: Transferable[] = []): void {
    this.#supervisor.postMessage(message, transfer);
  }

  #begin(): void {
    this.isReady = true;
    if (!this.isOver) this.#onReady?.();
  }

  #die(death: Death): void {
    if (this.isOver) return;
    this.isOver = true;
    this.#post({ type: "close" });
    this.#onDeath?.(death);
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
