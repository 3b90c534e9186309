import { invariant, invariants } from "../../internal/invariant.ts";
import type { BrokerLease } from "../lease.ts";

/**
 * The leases that are held, kept from other machines by signs of life.
 *
 * Invariant: the timer runs exactly while a lease is held.
 */
export class LeaseKeeper {
  readonly #held = new Set<BrokerLease<unknown>>();
  readonly #leaseMs: number;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Keeps leases that last so long without a sign of life, in milliseconds. */
  constructor(leaseMs: number) {
    this.#leaseMs = leaseMs;
  }

  /** How many are held. */
  get size(): number {
    return this.#held.size;
  }

  /** Keeps one more. */
  add(lease: BrokerLease<unknown>): void {
    this.#held.add(lease);
    this.#timer ??= setInterval(() => this.#renewAll(), this.#leaseMs / 3);
    this.#check();
  }

  /** Keeps one that has ended no longer. */
  delete(lease: BrokerLease<unknown>): void {
    this.#held.delete(lease);
    if (this.#held.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    this.#check();
  }

  /** Puts all back. */
  putBackAll(): void {
    for (const lease of [...this.#held]) lease[Symbol.dispose]();
  }

  #renewAll(): void {
    for (const lease of this.#held) lease.renew();
  }

  #check(): void {
    if (!invariants.checked) return;
    invariant(
      (this.#timer !== undefined) === (this.#held.size > 0),
      "signs of life are given exactly while a lease is held",
    );
  }
}
