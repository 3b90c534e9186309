import { DEFAULT_LIMITS } from "../bounds.ts";
import { resolveMemory, resolveRealm } from "../context/realm_options.ts";
import type { PreparedWorker, SandboxOptions } from "../options.ts";
import { type GuestOptions, GuestThread } from "./guest_port.ts";
import { DirectStarter } from "./threads/starter.ts";

/** What a worker was started with, and must be wanted with. */
export interface WorkerNeeds extends GuestOptions {
  /** Heap it may use, in bytes. */
  readonly memory: number;
}

/** The only kind of prepared worker there is. */
class StartedWorker implements PreparedWorker {
  readonly seed: number;
  readonly #needs: WorkerNeeds;
  #thread: GuestThread | undefined;

  constructor(needs: WorkerNeeds) {
    this.seed = needs.realm.seed;
    this.#needs = needs;
    this.#thread = new GuestThread(new DirectStarter(needs.memory), needs);
  }

  /** Gives the thread away, once, if it was started with what is wanted. */
  take(wanted: WorkerNeeds): GuestThread | undefined {
    const thread = this.#thread;
    const isFitting = textOf(wanted) === textOf(this.#needs);
    if (thread === undefined || !isFitting) return undefined;
    this.#thread = undefined;
    return thread;
  }

  [Symbol.dispose](): void {
    this.#thread?.terminate();
    this.#thread = undefined;
  }
}

function textOf({ memory, resultLimit, realm }: WorkerNeeds): string {
  return JSON.stringify([memory, resultLimit, realm]);
}

/** The thread of a worker that was prepared, if it is still there and fits. */
export function takePrepared(
  prepared: PreparedWorker | undefined,
  wanted: WorkerNeeds,
): GuestThread | undefined {
  return prepared instanceof StartedWorker ? prepared.take(wanted) : undefined;
}

/**
 * Starts a worker before there is a sandbox, while the rest of a program is loading.
 *
 * Blocks for about 40 ms, while the worker's thread is made; the worker is ready 60 ms
 * later. Only for a program that holds no permission: the worker has what the program has.
 *
 * @example A worker that starts while the library is loading
 * ```ts
 * import { prepareWorker } from "@sluice/sluice/prepare";
 * import { assertEquals } from "@std/assert";
 *
 * const options = { unprivileged: true };
 * const prepared = prepareWorker(options);
 * const { Sandbox } = await import("@sluice/sluice");
 * await using sandbox = new Sandbox("n => n * n", { ...options, prepared });
 * assertEquals(await sandbox.run(7), 49);
 * ```
 *
 * @param options Those of the sandbox.
 * @returns The worker, for {@linkcode SandboxOptions.prepared}.
 * @throws {RangeError} If a limit makes no sense.
 */
export function prepareWorker(options: SandboxOptions = {}): PreparedWorker {
  return new StartedWorker({
    memory: resolveMemory(options),
    resultLimit: DEFAULT_LIMITS.resultLimit,
    realm: resolveRealm(options),
  });
}
