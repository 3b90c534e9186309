/** A value in the model: unique, and equal to nothing else. */
export interface Item {
  readonly value: number;
  readonly weight: number;
  /** How often it was put back. */
  readonly attempt: number;
}

/** What a wait in line does when the channel acts on it. */
export interface Part {
  /** A receiver gets an item. */
  serve?(item: Item): void;
  /** A receiver finds the channel ended. */
  end?(words: string): void;
  /** A sender has sent its last item. */
  sent?(): void;
  /** A sender is refused; gives what the undelivered hook is to be told. */
  refuse?(words: string): readonly number[];
}

/** One call that waits, or has an outcome in words. */
export class Wait {
  outcome: string | undefined = undefined;
  /** Nothing can interrupt it any more, though it has no outcome yet. */
  served = false;
  readonly places: Place[] = [];

  /** Ends the wait everywhere. */
  settle(words: string): void {
    if (this.outcome !== undefined) return;
    this.outcome = words;
    const left = this.places.filter((place) => place.leave());
    for (const place of left) place.channel.admit();
  }
}

/** One place in one line of one channel. */
export class Place {
  readonly channel: ModelChannel;
  readonly part: Part;
  /** What a sender has left to send; receivers have none. */
  readonly unsent: Item[] | undefined;

  constructor(channel: ModelChannel, part: Part, unsent?: Item[]) {
    this.channel = channel;
    this.part = part;
    this.unsent = unsent;
  }

  /** Stands in line for `wait`. */
  join(wait: Wait): void {
    wait.places.push(this);
    this.#line.push(this);
  }

  /** Leaves the line; says whether it stood there. */
  leave(): boolean {
    const index = this.#line.indexOf(this);
    if (index < 0) return false;
    this.#line.splice(index, 1);
    return true;
  }

  get #line(): Place[] {
    return this.unsent === undefined
      ? this.channel.receivers
      : this.channel.senders;
  }
}

/** How a model is made; the same words as the channel. */
export interface ModelOptions {
  readonly capacity: number;
  readonly weighted: boolean;
  readonly overflow: "wait" | "drop-oldest" | "drop-newest";
}

/** The channel as plain arrays: slow, and short enough to be believed. */
export class ModelChannel {
  readonly buffer: Item[] = [];
  readonly senders: Place[] = [];
  readonly receivers: Place[] = [];
  readonly overflow: ModelOptions["overflow"];
  readonly weighted: boolean;
  /** Every value that the hook is told of, and why. */
  readonly hooked: string[] = [];
  readonly joiners: Wait[] = [];
  capacity: number;
  closed = false;
  aborted = false;
  accepted = 0;
  undelivered = 0;
  refused = 0;
  finished = 0;
  joinFailure: string | undefined = undefined;
  #reason: readonly unknown[] = [];

  constructor(options: ModelOptions) {
    this.capacity = options.capacity;
    this.weighted = options.weighted;
    this.overflow = options.overflow;
  }

  get weight(): number {
    return this.buffer.reduce((sum, item) => sum + item.weight, 0);
  }

  get unfinished(): number {
    return this.accepted - this.finished;
  }

  get ready(): boolean {
    return this.buffer.length > 0 || this.senders.length > 0;
  }

  get quiet(): boolean {
    return this.#reason.length === 0;
  }

  /** What a receive rejects with at the end. */
  get endWords(): string {
    return this.quiet ? "closed" : String(this.#reason[0]);
  }

  isOversize(weight: number): boolean {
    return this.weighted && this.capacity > 0 && weight > this.capacity;
  }

  fits(weight: number): boolean {
    if (!this.weighted) return this.buffer.length < this.capacity;
    return this.capacity > 0 && this.weight + weight <= this.capacity;
  }

  offer(item: Item): boolean {
    const receiver = this.receivers.shift();
    if (receiver !== undefined) {
      this.accepted++;
      receiver.part.serve?.(item);
      return true;
    }
    if (this.senders.length > 0 || !this.fits(item.weight)) return false;
    this.accepted++;
    this.buffer.push(item);
    return true;
  }

  overflowWith(item: Item): void {
    this.accepted++;
    const lost: Item[] = [];
    while (
      this.overflow === "drop-oldest" && !this.fits(item.weight) &&
      this.buffer.length > 0
    ) {
      lost.push(this.buffer.shift() as Item);
    }
    if (this.fits(item.weight)) this.buffer.push(item);
    else lost.push(item);
    this.lose(lost, "dropped");
  }

  take(): Item {
    const item = this.buffer.shift();
    if (item === undefined) return this.#advance((item) => item);
    this.admit();
    return item;
  }

  admit(): void {
    while (this.#next !== undefined && this.fits(this.#next.weight)) {
      this.#advance((item) => (this.buffer.push(item), item));
    }
  }

  get #next(): Item | undefined {
    return this.senders[0]?.unsent?.[0];
  }

  #advance(put: (item: Item) => Item): Item {
    const sender = this.senders[0] as Place;
    const unsent = sender.unsent as Item[];
    this.accepted++;
    const item = put(unsent.shift() as Item);
    if (unsent.length === 0) {
      this.senders.shift();
      sender.part.sent?.();
    }
    return item;
  }

  putBack(item: Item): void {
    if (this.aborted) return this.lose([item], "discarded");
    const receiver = this.receivers.shift();
    if (receiver !== undefined) receiver.part.serve?.(item);
    else this.buffer.unshift(item);
  }

  resize(capacity: number): void {
    this.capacity = capacity;
    const heavy = this.senders.filter((sender) =>
      sender.unsent?.some((item) => this.isOversize(item.weight))
    );
    for (const sender of heavy) {
      this.senders.splice(this.senders.indexOf(sender), 1);
    }
    this.admit();
    this.#refuseAll(heavy, "range", "oversize");
  }

  close(reason: readonly unknown[]): void {
    if (this.closed) return;
    this.closed = true;
    this.#reason = reason;
    const senders = this.senders.splice(0);
    for (const receiver of this.receivers.splice(0)) {
      receiver.part.end?.(this.endWords);
    }
    this.#refuseAll(senders, "closed", "closed");
  }

  abort(reason: readonly unknown[]): void {
    if (this.aborted) return;
    this.aborted = true;
    if (this.quiet) this.#reason = reason;
    if (this.unfinished > 0) {
      this.joinFailure = this.endWords;
      for (const joiner of this.joiners.splice(0)) joiner.settle(this.endWords);
    }
    this.lose(this.buffer.splice(0), "discarded");
    this.close(this.#reason);
  }

  finish(count: number): void {
    this.finished += Math.min(count, this.unfinished);
    if (this.unfinished > 0) return;
    for (const joiner of this.joiners.splice(0)) joiner.settle("joined");
  }

  lose(items: readonly Item[], why: string): void {
    this.undelivered += items.length;
    this.finish(items.length);
    this.hooked.push(...items.map((item) => `${item.value} ${why}`));
  }

  refuse(values: readonly number[], why: string): void {
    this.refused += values.length;
    this.hooked.push(...values.map((value) => `${value} ${why}`));
  }

  #refuseAll(senders: readonly Place[], words: string, why: string): void {
    this.refuse(
      senders.flatMap((sender) => sender.part.refuse?.(words) ?? []),
      why,
    );
  }
}
