/** Time between two looks at a guest that does not answer, in milliseconds. */
const LOOK_MS = 1_000;

/** How a guest is asked, and how much of the processor it has used, in milliseconds. */
export interface Probed {
  ping(id: number): void;
  /** Not a number where nobody knows. */
  cpuTime(): Promise<number>;
}

/** So much of its memory, and an item that ended in silence has used it up. */
const NEARLY_ALL = 0.85;

/**
 * Tells an item that goes on from one that ended in silence, out of memory.
 *
 * Out of memory after an `await`, a guest drops the item and says nothing. Mostly it
 * still answers, with its memory full; else it does not even use the processor, as
 * one that loops would.
 */
export class LivenessProbe {
  #id = 0;
  #isAnswered = false;
  #isLost = false;
  #nextLook = Infinity;
  #cpuTime = NaN;
  readonly #patient: Probed;
  readonly #memory: number;

  /** Of a guest that may use `memory` bytes. */
  constructor(patient: Probed, memory: number) {
    this.#patient = patient;
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
    if (Number.isNaN(this.#cpuTime)) this.#patient.ping(this.#id);
    const id = this.#id;
    this.#patient.cpuTime().then(
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
