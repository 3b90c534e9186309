/**
 * A map of the latest keys: at least `count` of them, and at most twice as many.
 *
 * It is two halves, the older of which goes as a whole: to look for the oldest entry of one
 * map costs more than all the rest, since it passes all that were deleted before it.
 */
export class RecentMap<V> {
  readonly #count: number;
  #latest = new Map<string, V>();
  #older = new Map<string, V>();

  /** Remembers so many. */
  constructor(count: number) {
    this.#count = count;
  }

  /** What was set last under a key; undefined if that is forgotten. O(1). */
  get(key: string): V | undefined {
    return this.#latest.get(key) ?? this.#older.get(key);
  }

  /** Sets what is under a key. O(1). */
  set(key: string, value: V): void {
    this.#latest.set(key, value);
    if (this.#latest.size < this.#count) return;
    this.#older = this.#latest;
    this.#latest = new Map();
  }
}
