import { createHash } from "node:crypto";

/** A beginning of the input: how many items, and a digest of theirs. */
export interface Prefix {
  readonly count: number;
  readonly digest: string;
}

/**
 * How much of the input's beginning is sent, whatever was sent beyond it.
 *
 * Invariants: all items before `#sent` are sent; `#beyond` holds sent ones at or after
 * it; `#marks` are in order, and none is behind `#last`.
 */
export class SentPrefix {
  readonly #hash = createHash("sha256");
  /** Of items that are not in `#hash` yet. */
  #digests: string[] = [];
  readonly #beyond = new Set<number>();
  readonly #marks: Prefix[] = [];
  #added = 0;
  #sent = 0;
  #last: Prefix | undefined;

  /** How many items were added. */
  get added(): number {
    return this.#added;
  }

  /** Adds an item by its digest; gives its place in the order. */
  add(digest: string): number {
    this.#digests.push(digest);
    return this.#added++;
  }

  /** The beginning that was added so far. */
  get prefix(): Prefix {
    // One call for all of them: each costs as much as hashing a hundred bytes.
    this.#digests.push("");
    this.#hash.update(this.#digests.join("\n"));
    this.#digests = [];
    const digest = this.#hash.copy().digest("base64url");
    return { count: this.#added, digest };
  }

  /** Remembers the beginning that was added so far: one that may be asked for. */
  mark(): void {
    this.#pass();
    if (this.#marks.at(-1)?.count !== this.#added) {
      this.#marks.push(this.prefix);
    }
  }

  /** Says that the item of a place is sent. */
  sent(place: number): void {
    if (place === this.#sent) this.#sent++;
    else this.#beyond.add(place);
    while (this.#beyond.delete(this.#sent)) this.#sent++;
  }

  /** The longest beginning that was marked and is sent; undefined if there is none. */
  get sentPrefix(): Prefix | undefined {
    this.#pass();
    return this.#last;
  }

  /** Drops the marks of what is sent, but for the last. */
  #pass(): void {
    while ((this.#marks[0]?.count ?? Infinity) <= this.#sent) {
      this.#last = this.#marks.shift();
    }
  }
}
