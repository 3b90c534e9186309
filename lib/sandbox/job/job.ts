import type { JobLocation } from "../../errors.ts";
import type { Frames } from "../protocol.ts";
import type { JobNeed } from "./names/job_names.ts";
import { EDITOR_LINE_ENDS, ENGINE_LINE_ENDS, TextLines } from "./text_lines.ts";

/** What a job is made of. */
export interface JobParts extends
  Pick<
    Job,
    | "form"
    | "source"
    | "needs"
    | "noResultReason"
    | "isCounted"
    | "takesTools"
  > {
  /** The text that workers evaluate. */
  readonly text: string;
  /** A text for items that fail by reading a property of nothing, if it may have one. */
  readonly quick?: string | undefined;
  /** Finds the position in `source` that one in `text` comes from, if any. */
  readonly origin: (position: number) => number | undefined;
  /** The same for a text that comes from several sources. */
  readonly locate?: (position: number) => JobLocation | undefined;
  /** Makes the same job, counted. */
  readonly count: () => Promise<Job>;
}

/** Makes a job; not a public constructor, so that no unchecked text passes for one. */
export let makeJob: (parts: JobParts) => Job;

/** Finds the place in a job's source that a position in its factory comes from, if any. */
export let locateIn: (job: Job, position: number) => JobLocation | undefined;

/** The text of a job for items that fail by reading a property of nothing, if there is one. */
export let quickText: (job: Job) => string | undefined;

/** The same job with steps that can be counted; the text is parsed again if need be. */
export let countedJob: (job: Job) => Promise<Job>;

/**
 * A text that was checked and can be evaluated by workers.
 *
 * Only `parseJob` makes one.
 */
export class Job {
  /** Whether the text is a function, or a module that exports one. */
  readonly form: "expression" | "module";
  /**
   * One JavaScript expression, a function with no parameters: each call of it
   * evaluates the whole text and returns the job's function, so that nothing
   * is kept from one item to the next.
   */
  readonly factory: string;
  /**
   * Whether `factory` is a function that returns that one, and takes two that the text
   * calls: one at each step, and one that makes the errors it throws.
   */
  readonly takesTools: boolean;
  /** Whether steps can be counted: the text calls a function at each. */
  readonly isCounted: boolean;
  /** The text as it was given. */
  readonly source: string;
  /** What it certainly uses and a sandbox gives only when it is told to. */
  readonly needs: readonly JobNeed[];
  /** Why it may return nothing for every item; undefined if its text shows no reason. */
  readonly noResultReason: string | undefined;
  readonly #quick: string | undefined;
  readonly #origin: JobParts["origin"];
  readonly #locate: JobParts["locate"];
  readonly #count: JobParts["count"];
  /** The lines of both texts; found when a place is wanted. */
  #factoryLines: TextLines | undefined;
  #sourceLines: TextLines | undefined;

  private constructor(parts: JobParts) {
    this.form = parts.form;
    this.factory = parts.text;
    this.takesTools = parts.takesTools;
    this.isCounted = parts.isCounted;
    this.source = parts.source;
    this.needs = parts.needs;
    this.noResultReason = parts.noResultReason;
    this.#quick = parts.quick;
    this.#origin = parts.origin;
    this.#count = parts.count;
    this.#locate = parts.locate ?? ((position) => this.#locateOwn(position));
  }

  static {
    makeJob = (parts) => new Job(parts);
    quickText = (job) => job.#quick;
    countedJob = async (job) => job.isCounted ? job : await job.#count();
    locateIn = (job, position) => job.#locate?.(position);
  }

  /**
   * Finds the places in `source` that frames in `factory` come from; leaves out those in
   * what was put around the text.
   *
   * Costs time linear in the length of the texts once, then the logarithm of it.
   *
   * @param frames Lines and columns of `factory`, by turns, both from 1.
   */
  trace(frames: Frames): JobLocation[] {
    this.#factoryLines ??= new TextLines(this.factory, ENGINE_LINE_ENDS);
    const places: JobLocation[] = [];
    for (let at = 0; at + 1 < frames.length; at += 2) {
      const line = frames[at] ?? 0;
      const column = frames[at + 1] ?? 0;
      const position = this.#factoryLines.position({ line, column });
      const place = position === undefined
        ? undefined
        : locateIn(this, position);
      if (place !== undefined) places.push(place);
    }
    return places;
  }

  #locateOwn(position: number): JobLocation | undefined {
    const own = this.#origin(position);
    if (own === undefined) return undefined;
    this.#sourceLines ??= new TextLines(this.source, EDITOR_LINE_ENDS);
    return this.#sourceLines.locate(own);
  }
}
