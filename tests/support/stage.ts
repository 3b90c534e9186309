import { plainJob } from "./plain_job.ts";
import { assert, assertEquals } from "@std/assert";
import { Dispatcher } from "../../lib/sandbox/dispatch/dispatcher.ts";
import type { DispatcherOptions } from "../../lib/sandbox/dispatch/dispatcher_options.ts";
import { checkInvariants } from "../../lib/internal/invariant.ts";
import { resolveLimits } from "../../lib/sandbox/limits.ts";
import type { BatchResult } from "../../lib/sandbox/result.ts";
import type { GuestWorker } from "../../lib/sandbox/worker/worker.ts";
import { rangeBatch } from "./batches.ts";
import { FakeStarter } from "./fake_threads.ts";

const NO_TIMEOUT = 60_000;

/** How a batch is run on a stage. */
export interface AddOptions {
  readonly timeout?: number;
  readonly mayStart?: () => boolean;
  readonly signal?: AbortSignal;
  readonly lane?: object;
}

/** A dispatcher of workers that do what the test says; its invariants are checked. */
export class Stage implements Disposable {
  readonly #checking = checkInvariants();
  readonly starter = new FakeStarter();
  readonly dispatcher: Dispatcher;
  /** What became of each item: its position, or why it failed. */
  readonly outcomes = new Map<number, string>();
  readonly #twice: number[] = [];
  #items = 0;

  constructor(options: Partial<DispatcherOptions> = {}) {
    const { realm, memory, resultLimit } = resolveLimits({});
    this.dispatcher = new Dispatcher({
      starter: this.starter,
      realm,
      memory,
      resultLimit,
      onLog: undefined,
      workers: 1,
      timeout: NO_TIMEOUT,
      retries: 0,
      loadTimeout: NO_TIMEOUT,
      ...options,
    });
    this.dispatcher.fleet.setJob(plainJob(""));
  }

  /** Adds a batch of `count` items; resolves when all have outcomes. */
  add(count: number, options: AddOptions = {}): Promise<void> {
    const { timeout = NO_TIMEOUT, ...rest } = options;
    const batch = rangeBatch({ first: this.#items, count });
    this.#items += count;
    const submission = this.dispatcher.submit(batch, {
      input: "range",
      output: "ndjson",
      onResult: (result) => this.#note(result),
      timeout,
      ...rest,
    });
    return submission.done;
  }

  /** Makes the dispatcher believe that items are quick, so that batches are large. */
  hurry(): void {
    for (let n = 0; n < 10; n++) this.dispatcher.sizer.learn(1000, 1);
  }

  #note({ batch, failures }: BatchResult): void {
    for (let item = 0; item < batch.count; item++) {
      const position = batch.first + item;
      // Thrown here, it would be taken for a failure of the callback.
      if (this.outcomes.has(position)) this.#twice.push(position);
      this.outcomes.set(position, "ok");
    }
    for (const { position, kind } of failures) {
      this.outcomes.set(position, kind);
    }
  }

  /** The only worker there is. */
  get worker(): GuestWorker {
    const [worker] = this.dispatcher.workers;
    assert(worker !== undefined);
    return worker;
  }

  /** Positions of the items that failed, with why. */
  get failed(): [number, string][] {
    return [...this.outcomes].filter(([, what]) => what !== "ok")
      .sort(([a], [b]) => a - b);
  }

  [Symbol.dispose](): void {
    this.dispatcher.close(new Error("the test is over"));
    this.#checking[Symbol.dispose]();
    assertEquals(this.#twice, []);
  }
}
