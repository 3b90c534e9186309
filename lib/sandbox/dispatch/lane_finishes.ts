import type { GuestWorker } from "../worker/worker.ts";

/** Waits until no worker is on items of a lane that is to be finished. */
export class LaneFinishes {
  readonly #lanes = new Map<object, PromiseWithResolvers<void>>();

  /** Resolves when `look` finds no worker on items of the lane. */
  add(lane: object): Promise<void> {
    const finish = this.#lanes.get(lane) ?? Promise.withResolvers<void>();
    this.#lanes.set(lane, finish);
    return finish.promise;
  }

  /** Looks which lanes are finished. O(lanes × chunks that workers hold). */
  look(workers: ReadonlySet<GuestWorker>): void {
    for (const [lane, { resolve }] of this.#lanes) {
      if ([...workers].some((worker) => isOn(worker, lane))) continue;
      this.#lanes.delete(lane);
      resolve();
    }
  }
}

function isOn({ held }: GuestWorker, lane: object): boolean {
  return held.some(({ submission: { options, isOver } }) =>
    options.lane === lane && !isOver
  );
}
