/** Time between two looks at a guest that does not answer, in milliseconds. */
const LOOK_MS = 1_000;

/** How a guest is asked, and how much of the processor it has used, in milliseconds. */
export interface Patient {
  ping(id: number): void;
  /** Not a number where nobody knows. */
  cpuTime(): Promise<number>;
}

/**
 * Tells a guest that runs from one that is dead and silent about it.
 *
 * Out of memory after an `await`, a guest neither answers nor ends; it just does
 * nothing any more, while one that loops uses the processor, and one whose promise
 * never settles answers.
 */
export class Pulse {
  #id = 0;
  #isAnswered = false;
  #isLost = false;
  #nextLook = Infinity;
  #cpuTime = NaN;
  readonly #patient: Patient;

  constructor(patient: Patient) {
    this.#patient = patient;
  }

  /** Whether the guest answered since it began what it is on. */
  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  /** Whether the guest is dead. */
  get isLost(): boolean {
    return this.#isLost && !this.#isAnswered;
  }

  /** Takes in that the guest began something at `now`. */
  begin(now: number): void {
    this.#id++;
    this.#isAnswered = this.#isLost = false;
    this.#cpuTime = NaN;
    this.#nextLook = now + LOOK_MS;
  }

  /** Takes in an answer. */
  answer(id: number): void {
    if (id === this.#id) this.#isAnswered = true;
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
    if (id !== this.#id) return;
    this.#isLost = cpuTime === this.#cpuTime;
    this.#cpuTime = cpuTime;
  }
}
