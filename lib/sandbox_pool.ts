/**
 * Many jobs, each in a sandbox of its own.
 *
 * Invariants: a job whose items run is loaded; no more than `jobs` are loaded, but for those
 * that run; a worker that has run one job never runs another.
 *
 * @module
 */

import { SandboxError } from "./errors.ts";
import { checkInteger } from "./internal/checks.ts";
import { invariant, invariants } from "./internal/invariant.ts";
import { Sandbox } from "./sandbox.ts";
import type { ContextOptions } from "./sandbox/context/context_options.ts";
import type { Job } from "./sandbox/job/job.ts";
import { parseJob } from "./sandbox/job/parse_job.ts";
import type { RunOptions, SandboxOptions } from "./sandbox/options.ts";

/** How a {@linkcode SandboxPool} runs its jobs. */
export interface SandboxPoolOptions
  extends Omit<SandboxOptions, keyof ContextOptions | "prepared"> {
  /**
   * Most jobs that stay loaded; the one used least recently leaves first. A job that runs
   * stays, whatever their number.
   *
   * @default {16}
   */
  readonly jobs?: number | undefined;
  /**
   * Most workers of one job at the same time.
   *
   * @default {1}
   */
  readonly workers?: number | undefined;
}

/** What a {@linkcode SandboxPool} gives to one job. */
export interface LoadOptions extends ContextOptions {
  /**
   * Whose job it is. Two tenants never share a worker, even for the same text; nor do two
   * jobs of one tenant.
   *
   * @default {""}
   */
  readonly tenant?: string | undefined;
}

/** A job of a {@linkcode SandboxPool}. */
export interface PooledJob {
  /** Whether a worker has it now; if not, the next item loads it again. */
  readonly isLoaded: boolean;
  /**
   * Runs the job on one item; see {@linkcode Sandbox.run}.
   *
   * @throws {ItemError} If the job gave no result for this item.
   * @throws {SandboxError} If the job cannot run, or the pool is closed.
   */
  run(item: unknown, options?: RunOptions): Promise<unknown>;
}

const DEFAULT_JOBS = 16;

/**
 * Runs many jobs, each confined, and apart from the others.
 *
 * Loading a text that is loaded already costs nothing; another one takes over a worker that
 * was started ahead, or starts one.
 *
 * @example Two functions of two customers
 * ```ts
 * import { SandboxPool } from "@sluice/sluice";
 * import { assertEquals } from "@std/assert";
 *
 * await using pool = new SandboxPool();
 * const price = await pool.load("order => order.n * 2", { tenant: "ada" });
 * const name = await pool.load("order => order.name", { tenant: "bob" });
 * assertEquals(await price.run({ n: 21 }), 42);
 * assertEquals(await name.run({ name: "x" }), "x");
 * ```
 */
export class SandboxPool implements AsyncDisposable {
  readonly #options: SandboxPoolOptions;
  readonly #most: number;
  /** By their keys, the one used least recently first. */
  readonly #jobs = new Map<string, Entry>();
  readonly #ids = new WeakMap<object, number>();
  #lastId = 0;
  #isClosed = false;

  /**
   * Creates a pool; no worker is started before a job is loaded.
   *
   * @param options The limits, for each job alike.
   * @throws {RangeError} If a limit makes no sense.
   */
  constructor(options: SandboxPoolOptions = {}) {
    const { jobs = DEFAULT_JOBS, ...rest } = options;
    this.#most = checkInteger("jobs", jobs, { least: 1 });
    this.#options = { workers: 1, ...rest };
    // What a sandbox would refuse is refused here, and not with the first job.
    new Sandbox("() => 1", this.#options).close();
  }

  /** How many jobs are loaded. */
  get size(): number {
    return this.#loaded().length;
  }

  /**
   * Loads a job, unless it is.
   *
   * Resolves when a worker has it. The same text with the same things given, by the same
   * tenant, is the same job.
   *
   * @param text The job's text.
   * @param options Whose it is, and what it is given.
   * @throws {JobError} If the text is no job.
   * @throws {SandboxError} If the job cannot be loaded, or the pool is closed.
   */
  async load(text: string, options: LoadOptions = {}): Promise<PooledJob> {
    this.#checkOpen();
    const key = this.#keyOf(text, options);
    const entry = this.#jobs.get(key) ?? await this.#add(key, text, options);
    await this.#use(entry, (sandbox) => sandbox.load());
    return entry.handle;
  }

  /** Ends all workers; what has no outcome yet is rejected. */
  close(): void {
    this.#isClosed = true;
    for (const entry of this.#jobs.values()) entry.unload();
    this.#jobs.clear();
  }

  /** Ends all workers. */
  [Symbol.asyncDispose](): Promise<void> {
    this.close();
    return Promise.resolve();
  }

  #checkOpen(): void {
    if (!this.#isClosed) return;
    throw new SandboxError("closed", "the pool is closed");
  }

  async #add(
    key: string,
    text: string,
    { tenant: _, ...context }: LoadOptions,
  ): Promise<Entry> {
    const { endowments = [], steps } = this.#options;
    const job = await parseJob(text, {
      endowments,
      steps: steps !== undefined,
    });
    const same = this.#jobs.get(key);
    if (same !== undefined) return same;
    const entry: Entry = new Entry(job, { ...this.#options, ...context }, {
      run: async (item, options) => {
        this.#checkOpen();
        this.#jobs.set(key, entry);
        return await this.#use(entry, (sandbox) => sandbox.run(item, options));
      },
    });
    this.#jobs.set(key, entry);
    return entry;
  }

  async #use<T>(
    entry: Entry,
    use: (sandbox: Sandbox) => Promise<T>,
  ): Promise<T> {
    const [key] = [...this.#jobs].find(([, other]) => other === entry) ?? [];
    // A map keeps the order in which keys were set.
    if (key !== undefined && this.#jobs.delete(key)) this.#jobs.set(key, entry);
    return await entry.use(use, () => this.#unloadOldest());
  }

  #unloadOldest(): void {
    const loaded = this.#loaded();
    let tooMany = loaded.length - this.#most;
    for (const entry of loaded) {
      if (tooMany <= 0) break;
      if (entry.running > 0) continue;
      entry.unload();
      tooMany--;
    }
    if (invariants.checked) {
      const idle = this.#loaded().filter(({ running }) => running === 0);
      invariant(
        idle.length === 0 || this.size <= this.#most,
        "no job that does nothing is one too many",
      );
    }
  }

  #loaded(): Entry[] {
    return [...this.#jobs.values()].filter(({ isLoaded }) => isLoaded);
  }

  /** Tells jobs apart: by their tenant, text and arguments, and by what else is given. */
  #keyOf(text: string, options: LoadOptions): string {
    const { tenant = "", args = {}, ...others } = options;
    const given = Object.entries(others).map(([name, value]) =>
      value === undefined ? [] : [name, this.#idOf(value)]
    );
    return JSON.stringify(
      [tenant, text, args, given],
      (_, value) => typeof value === "bigint" ? { integer: `${value}` } : value,
    );
  }

  #idOf(value: object): number {
    const id = this.#ids.get(value) ?? ++this.#lastId;
    this.#ids.set(value, id);
    return id;
  }
}

/** A job, and its sandbox while it is loaded. */
class Entry {
  running = 0;
  readonly handle: PooledJob;
  readonly #job: Job;
  readonly #options: SandboxOptions;
  #sandbox: Sandbox | undefined;

  constructor(
    job: Job,
    options: SandboxOptions,
    { run }: Pick<PooledJob, "run">,
  ) {
    this.#job = job;
    this.#options = options;
    const isLoaded = () => this.isLoaded;
    this.handle = Object.freeze({
      run,
      get isLoaded() {
        return isLoaded();
      },
    });
  }

  get isLoaded(): boolean {
    return this.#sandbox !== undefined;
  }

  /** Uses its sandbox, made anew if it is not loaded; a broken one is not kept. */
  async use<T>(
    use: (sandbox: Sandbox) => Promise<T>,
    onLoad: () => void,
  ): Promise<T> {
    this.running++;
    const isNew = this.#sandbox === undefined;
    const sandbox = this.#sandbox ??= new Sandbox(this.#job, this.#options);
    if (isNew) onLoad();
    try {
      return await use(sandbox);
    } catch (error) {
      if (error instanceof SandboxError && error.kind !== "reentrant") {
        if (this.#sandbox === sandbox) this.unload();
      }
      throw error;
    } finally {
      this.running--;
      onLoad();
    }
  }

  unload(): void {
    this.#sandbox?.close();
    this.#sandbox = undefined;
  }
}
