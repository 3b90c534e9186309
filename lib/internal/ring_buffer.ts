const FIRST_SLOTS = 8;

/** Data kept with each value. */
export interface Cargo {
  /** When the value was accepted, in milliseconds of the turn clock. */
  readonly since: number;
  /** What the value counts against the capacity. */
  readonly weight: number;
}

/**
 * First in, first out, in a ring whose slots are a power of two.
 *
 * Every operation is O(1); growing is amortised. It never refuses a value: the
 * channel decides how many may be inside.
 */
export class RingBuffer<T> {
  // An empty slot holds 0, so that a ring of small integers stays one.
  #values: (T | 0)[] = new Array(FIRST_SLOTS).fill(0);
  #since: number[] = new Array(FIRST_SLOTS).fill(0);
  // Only a weighted buffer pays for weights; in others all weigh 1.
  #weights: number[] | undefined;
  #weight = 0;
  // Only values that were put back have a count; most buffers never make this.
  #attempts: Map<number, number> | undefined;
  // Whether values have neither weights nor counts.
  #plain: boolean;
  #mask = FIRST_SLOTS - 1;
  // Never reset, and wraps as an int32, so it also identifies a value's place.
  #head = 0;

  /** How many values are inside. */
  length = 0;

  /** Creates an empty buffer, which weighs its values if `weighted`. */
  constructor(weighted: boolean) {
    this.#plain = !weighted;
    if (weighted) this.#weights = new Array(FIRST_SLOTS).fill(0);
  }

  /** The sum of their weights. */
  get weight(): number {
    return this.#weights === undefined ? this.length : this.#weight;
  }

  /** When the oldest value was accepted; meaningless while empty. */
  get oldest(): number {
    return this.#since[this.#head & this.#mask] as number;
  }

  /** How often the oldest value has been put back; 0 while empty. */
  get attempts(): number {
    return this.#attempts?.get(this.#head) ?? 0;
  }

  /** Adds a value of weight 1 to an unweighted buffer, behind all others. */
  add(value: T, since: number): void {
    if (this.length > this.#mask) this.#grow();
    const slot = (this.#head + this.length++) & this.#mask;
    this.#values[slot] = value;
    this.#since[slot] = since;
  }

  /** Adds a value behind all others. */
  push(value: T, since: number, weight: number): void {
    if (this.length > this.#mask) this.#grow();
    const slot = (this.#head + this.length++) & this.#mask;
    this.#values[slot] = value;
    this.#since[slot] = since;
    if (this.#weights === undefined) return;
    this.#weight += weight;
    this.#weights[slot] = weight;
  }

  /** Adds a value before all others, remembering how often that was done. */
  unshift(value: T, cargo: Cargo, attempts: number): void {
    if (this.length > this.#mask) this.#grow();
    this.#head = (this.#head - 1) | 0;
    this.length++;
    const slot = this.#head & this.#mask;
    this.#values[slot] = value;
    this.#since[slot] = cargo.since;
    if (this.#weights !== undefined) {
      this.#weight += cargo.weight;
      this.#weights[slot] = cargo.weight;
    }
    this.#plain = false;
    (this.#attempts ??= new Map()).set(this.#head, attempts);
  }

  /** Takes the oldest value; to be called only while not empty. */
  shift(): T {
    const slot = this.#head & this.#mask;
    const value = this.#values[slot] as T;
    // An emptied slot must not keep the value alive.
    this.#values[slot] = 0;
    if (!this.#plain) this.#forget(slot);
    this.#head = (this.#head + 1) | 0;
    this.length--;
    return value;
  }

  #forget(slot: number): void {
    if (this.#weights !== undefined) {
      this.#weight -= this.#weights[slot] as number;
    }
    this.#attempts?.delete(this.#head);
  }

  #grow(): void {
    this.#values = this.#doubled<T | 0>(this.#values, 0);
    this.#since = this.#doubled(this.#since, 0);
    if (this.#weights !== undefined) {
      this.#weights = this.#doubled(this.#weights, 0);
    }
    this.#mask = this.#mask * 2 + 1;
  }

  // A place keeps its number when the ring grows, so `#attempts` stays right.
  #doubled<V>(slots: V[], empty: V): V[] {
    const doubled = new Array<V>(slots.length * 2).fill(empty);
    const mask = doubled.length - 1;
    for (let index = 0; index < this.length; index++) {
      const place = this.#head + index;
      doubled[place & mask] = slots[place & this.#mask] as V;
    }
    return doubled;
  }
}
