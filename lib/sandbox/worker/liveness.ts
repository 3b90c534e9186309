/** Time between two looks at a guest that does not answer, in milliseconds. */
const LOOK_MS = 1_000;

/** How a guest is asked, and how much of the processor it has used, in milliseconds. */
export interface Probed {
  ping(id: number): void;
  /** NaN where it is unknown. */
  cpuTime(): Promise<number>;
}

/** Above this share of the heap, an unsettled item is taken to be out of memory. */
const NEARLY_ALL = 0.85;

/**
 * Tells a running item from one that V8 dropped without a report when the heap was full.
 *
 * That happens after an `await`. Mostly the guest still answers then, with its heap full;
 * else it does not even use the processor, as one that loops would.
 *
 * Invariants: an answer or a measurement counts only for what was begun last; once it has
 * answered, it is asked no more until something else begins.
 */
export class LivenessProbe {
  #id = 0;
  #isAnswered = false;
  #isLost = false;
  #nextLook = Infinity;
  #cpuTime = NaN;
  readonly #probed: Probed;
  readonly #memory: number;

  /** Of a guest that may use `memory` bytes. */
  constructor(probed: Probed, memory: number) {
    this.#probed = probed;
    this.#memory = memory;
  }

  /** Whether the guest answered since it began what it is on. */
  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  /** Whether what the guest was on ran out of memory. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** Takes in that the guest began something at `now`. */
  begin(now: number): void {
    this.#id++;
    this.#isAnswered = this.#isLost = false;
    this.#cpuTime = NaN;
    this.#nextLook = now + LOOK_MS;
  }

  /** Takes in an answer, and how many bytes of memory are in use. */
  answer(id: number, heapUsed: number): void {
    if (id !== this.#id) return;
    this.#isAnswered = true;
    this.#isLost = heapUsed >= NEARLY_ALL * this.#memory;
  }

  /** Looks at the guest if it is time to. */
  check(now: number): void {
    if (now < this.#nextLook || this.#isAnswered) return;
    this.#nextLook = now + LOOK_MS;
    if (Number.isNaN(this.#cpuTime)) this.#probed.ping(this.#id);
    const id = this.#id;
    this.#probed.cpuTime().then(
      (ms) => this.#compare(id, ms),
      // It has ended, and that is told in another way.
      () => {},
    );
  }

  #compare(id: number, cpuTime: number): void {
    if (id !== this.#id || this.#isAnswered) return;
    this.#isLost = cpuTime === this.#cpuTime;
    this.#cpuTime = cpuTime;
  }
}
