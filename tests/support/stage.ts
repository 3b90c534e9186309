import { assert, assertEquals } from "@std/assert";
import { BatchRun } from "../../lib/sandbox/batch_run.ts";
import { Crew, type CrewOptions } from "../../lib/sandbox/crew.ts";
import { resolveLimits } from "../../lib/sandbox/limits.ts";
import type { Segment } from "../../lib/sandbox/segment.ts";
import type { WorkerHandle } from "../../lib/sandbox/worker_handle.ts";
import { FakeStarter } from "./fake_threads.ts";

const NO_TIMEOUT = 60_000;

/** How a batch is run on a stage. */
export interface AddOptions {
  readonly timeout?: number;
  readonly retries?: number;
  readonly mayStart?: () => boolean;
  readonly signal?: AbortSignal;
}

/** A crew of workers that do what the test says. */
export class Stage implements Disposable {
  readonly starter = new FakeStarter();
  readonly crew: Crew;
  /** What became of each item: its position, or why it failed. */
  readonly outcomes = new Map<number, string>();
  readonly #twice: number[] = [];
  #tickets = 0;
  #items = 0;

  constructor(options: Partial<CrewOptions> = {}) {
    const { grants, memory, resultLimit } = resolveLimits({});
    this.crew = new Crew({
      starter: this.starter,
      factory: "",
      grants,
      memory,
      resultLimit,
      onLog: undefined,
      workers: 1,
      loadTimeout: NO_TIMEOUT,
      ...options,
    });
  }

  /** Adds a batch of `count` items; resolves when all have outcomes. */
  add(count: number, options: AddOptions = {}): Promise<void> {
    const { timeout = NO_TIMEOUT, retries = 0, mayStart, signal } = options;
    const batch = { first: this.#items, count, bytes: null, from: 0 };
    this.#items += count;
    const run = new BatchRun(batch, ++this.#tickets, {
      input: "range",
      output: "ndjson",
      onSegment: (segment) => this.#note(segment),
      timeout,
      retries,
      ...(mayStart && { mayStart }),
    });
    signal?.addEventListener("abort", () => run.fail(signal.reason));
    this.crew.add(run, { run, batch, attempt: 0, alone: false });
    return run.done;
  }

  /** Makes the crew believe that items are quick, so that batches are large. */
  hurry(): void {
    for (let n = 0; n < 10; n++) this.crew.pace.learn(1000, 1);
  }

  #note({ batch, failures }: Segment): void {
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
  get worker(): WorkerHandle {
    const [worker] = this.crew.workers;
    assert(worker !== undefined);
    return worker;
  }

  /** Positions of the items that failed, with why. */
  get failed(): [number, string][] {
    return [...this.outcomes].filter(([, what]) => what !== "ok")
      .sort(([a], [b]) => a - b);
  }

  [Symbol.dispose](): void {
    this.crew.close(new Error("the test is over"));
    assertEquals(this.#twice, []);
  }
}
