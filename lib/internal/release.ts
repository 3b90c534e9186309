import { turn } from "./turn.ts";

/** How often in one turn something idle is let go at once. */
const PROMPT = 8;

/**
 * When to let go of something costly that may be wanted again at once.
 *
 * At once, as a rule: an idle timer or listener is a leak. But in a hot loop
 * that makes it idle again and again within one turn of the event loop, only
 * at the end of that turn.
 */
export class Release {
  #turn = -1;
  #count = 0;

  /** Calls `clear` now or at the end of the turn; it has to look again. */
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
