import { turn } from "./turn.ts";

/** An idle resource is released at once at most this many times in one turn. */
const PROMPT = 8;

/**
 * Decides when an idle resource, a timer or a listener, is released.
 *
 * At once, as a rule: an idle one is a leak. In a hot loop that makes it idle
 * again and again within one turn of the event loop, only at the end of that
 * turn, because setting it up costs more than the operations of the loop.
 */
export class Release {
  #turn = -1;
  #count = 0;

  /** Calls `clear` now or at the end of the turn; it must check again if it is idle. */
  soon(clear: () => void): void {
    if (this.#turn !== turn.id) {
      this.#turn = turn.id;
      this.#count = 0;
    }
    this.#count++;
    if (this.#count <= PROMPT) clear();
    else if (this.#count === PROMPT + 1) turn.atEnd(clear);
  }
}
