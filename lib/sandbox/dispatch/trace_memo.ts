import type { JobPlace } from "../../errors.ts";
import type { Frames } from "../protocol.ts";

/** Finds the places in a job's own text that frames in its factory come from. */
export interface Tracer {
  /** The places, the innermost first; none if all frames are of what was put around it. */
  trace(frames: Frames): readonly JobPlace[];
}

/** Most frames that are kept with their places: a hostile job can make more. */
const MOST_KEPT = 1_000;

/** Looks up once what many failures share: most jobs fail in few places. */
export class TraceMemo implements Tracer {
  readonly #tracer: Tracer;
  readonly #known = new Map<string, readonly JobPlace[]>();

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  trace(frames: Frames): readonly JobPlace[] {
    const key = frames.join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const places = this.#tracer.trace(frames)
      .map(({ line, column }) => Object.freeze({ line, column }));
    if (this.#known.size >= MOST_KEPT) this.#known.clear();
    this.#known.set(key, Object.freeze(places));
    return places;
  }
}
