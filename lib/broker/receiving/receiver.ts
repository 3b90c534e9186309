import { TimeoutError } from "../../errors.ts";
import { within } from "../../internal/abortable.ts";
import type { WaitOptions } from "../../internal/deadline.ts";
import type { BrokerLease } from "../lease.ts";
import type { Intake } from "./intake.ts";

/**
 * Takes values by an intake that is opened when the first is asked for.
 *
 * Who only sends needs none. A take may end before the intake is there: by its own
 * limits, since a broker that was just reached may fall silent again.
 */
export class Receiver<T> {
  readonly #open: () => Promise<Intake<T>>;
  #opening: Promise<Intake<T>> | undefined;
  /** The intake, once it is there. */
  #intake: Intake<T> | undefined;

  /** Takes values by what `open` gives, called until it succeeds. */
  constructor(open: () => Promise<Intake<T>>) {
    this.#open = open;
  }

  /** Takes at least one value, and at most `max`. */
  async take(
    max: number,
    options: WaitOptions,
  ): Promise<BrokerLease<T>[]> {
    if (this.#intake !== undefined) return this.#intake.take(max, options);
    const start = performance.now();
    this.#opening ??= this.#open().catch((error) => {
      // Who asks later may find the broker back.
      this.#opening = undefined;
      throw error;
    });
    const late = () => new TimeoutError("Cannot receive: time is out");
    this.#intake = await within(this.#opening, options, late);
    const { timeout = Infinity, signal } = options;
    const left = Math.max(0, timeout - (performance.now() - start));
    return await this.#intake.take(max, { timeout: left, signal });
  }

  /** Puts back all that is held; resolves when nothing more can come. */
  async close(): Promise<void> {
    const intake = await this.#opening?.catch(() => undefined);
    await intake?.close();
  }
}
