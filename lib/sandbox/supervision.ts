// What crosses between the host and the supervisor of one worker.

/** Whole megabytes, as node workers take them. */
export interface HeapLimits {
  readonly maxOldGenerationSizeMb: number;
  readonly maxYoungGenerationSizeMb: number;
}

/** What the host asks of a supervisor, in this order. */
export type SupervisorMessage =
  /** Start a worker that waits for what it is to do. */
  | {
    readonly type: "start";
    readonly url: string;
    readonly limits: HeapLimits;
  }
  /** Give it that. */
  | { readonly type: "use"; readonly data: { readonly port: MessagePort } }
  /** End it, and yourself. */
  | { readonly type: "close" };

/** What a supervisor says. */
export type SupervisorReport =
  /** The worker runs. */
  | { readonly type: "ready" }
  /** The worker is no more. */
  | {
    readonly type: "death";
    readonly code: string;
    readonly message: string;
  };
