/** How far a run was at a moment. */
export interface TimelineMark {
  /** Time since the start, in milliseconds. */
  readonly atMs: number;
  readonly done: number;
  readonly failed: number;
}

/** Most marks that are kept; when there are more, every second one is dropped. */
const MOST = 240;

/** The first pause between two marks, in milliseconds. */
const INTERVAL_MS = 50;

/** Records the progress of a run; memory is bounded, however long the run lasts. */
export class Timeline {
  #marks: TimelineMark[] = [];
  #intervalMs = INTERVAL_MS;
  #next = 0;

  /** Whether it is time for another mark. */
  isDue(atMs: number): boolean {
    return atMs >= this.#next;
  }

  /** Takes in a mark. */
  add(mark: TimelineMark): void {
    this.#marks.push(mark);
    if (this.#marks.length > MOST) {
      this.#marks = this.#marks.filter((_, index) => index % 2 === 1);
      this.#intervalMs *= 2;
    }
    this.#next = mark.atMs + this.#intervalMs;
  }

  /** The marks, in order of time. */
  get marks(): readonly TimelineMark[] {
    return this.#marks;
  }
}
