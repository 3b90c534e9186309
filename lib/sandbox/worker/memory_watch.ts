/**
 * What the process takes, beside what its own heap holds: the limits of V8 do not count all
 * that native code allocates for a job.
 *
 * Invariants: the room of all watches that are open is what workers may take together;
 * `strikes` is how often the limit was passed since memory was last below it.
 *
 * @module
 */

import process from "node:process";

/** How often it looks, in milliseconds: each look takes 0.03. */
const LOOK_MS = 50;

/** Memory of a worker that was ended is given back within so long, in milliseconds. */
const GRACE_MS = 1_000;

/** What a worker may take for each byte of its heap. */
const PER_HEAP_BYTE = 1.5;

/**
 * What all workers may take together beside that, in bytes: 256 MB, less what may come
 * between two looks.
 */
const SLACK = 192 * 2 ** 20;

/** Ended workers that change nothing mean that the end of others will not either. */
const MOST_STRIKES = 3;

/** What a watch is made with. */
export interface MemoryWatchOptions {
  /** Most workers. */
  readonly workers: number;
  /** Heap of each, in bytes. */
  readonly memory: number;
  /** Bytes that the process takes, without its own heap; those of the platform by default. */
  readonly measure?: (() => number) | undefined;
}

/** What is to be done: nothing, end the worker on the longest item, or end everything. */
export type MemoryVerdict = "fine" | "end one" | "end all";

/** What the process takes beside the heap of this thread, in bytes. */
function bytesOutside(): number {
  const { rss, heapTotal, external } = process.memoryUsage();
  return rss - heapTotal - external;
}

/** What workers of all sandboxes may take together, in bytes. */
let room = 0;
let watches = 0;
/** What the process took before there were workers. */
let baseline = 0;

/** Says when the workers of a program take more memory than they may. */
export class MemoryWatch {
  readonly #measure: () => number;
  readonly #share: number;
  #nextLook = 0;
  #strikes = 0;
  #isOpen = false;

  constructor(options: MemoryWatchOptions) {
    const { workers, memory, measure = bytesOutside } = options;
    this.#measure = measure;
    this.#share = workers * memory * PER_HEAP_BYTE;
  }

  /** Counts the workers in; called before the first is started. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    if (watches++ === 0) baseline = this.#measure();
    room += this.#share;
  }

  /** Counts the workers out. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    watches--;
    room -= this.#share;
  }

  /** Looks, if it is time to. */
  look(now: number): MemoryVerdict {
    if (now < this.#nextLook || !this.#isOpen) return "fine";
    this.#nextLook = now + LOOK_MS;
    if (this.#measure() <= baseline + room + SLACK) {
      this.#strikes = 0;
      return "fine";
    }
    this.#nextLook = now + GRACE_MS;
    return ++this.#strikes > MOST_STRIKES ? "end all" : "end one";
  }
}
