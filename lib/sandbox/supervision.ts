// What crosses between the host and the supervisor of its guests.

/** Whole megabytes, as node workers take them. */
export interface HeapLimits {
  readonly maxOldGenerationSizeMb: number;
  readonly maxYoungGenerationSizeMb: number;
}

/** What the host asks of the supervisor. */
export type SupervisorMessage =
  | {
    readonly type: "start";
    readonly thread: number;
    readonly url: string;
    readonly data: { readonly port: MessagePort };
    readonly limits: HeapLimits;
  }
  | { readonly type: "terminate"; readonly thread: number }
  | { readonly type: "close" };

/** A guest's thread is no more. */
export interface ThreadDeath {
  readonly thread: number;
  readonly code: string;
  readonly message: string;
}
