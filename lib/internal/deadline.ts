import { numberError } from "./checks.ts";
import { TimerQueue } from "./timer_queue.ts";
import type { Timed } from "./timer_queue.ts";
import { Release } from "./release.ts";
import { WaitList } from "./wait_list.ts";
import type { Linked } from "./wait_list.ts";

/** How long an operation may wait, and what may interrupt it. */
export interface WaitOptions {
  /**
   * Longest wait, in milliseconds; then the operation rejects with a
   * `TimeoutError`. At 0 it does not wait, but takes what is there.
   *
   * @default {Infinity}
   */
  readonly timeout?: number | undefined;
  /**
   * Interrupts the wait: the operation rejects with `signal.reason`, also when
   * the signal was aborted before the call.
   */
  readonly signal?: AbortSignal | undefined;
}

/** A wait that can be cut short. */
export interface Interruptible {
  /**
   * Leaves its line; `true` if others may go on then. Called before any wait of an
   * aborted signal is interrupted: what one of them makes room for is not for
   * another one of them.
   */
  leave?(): boolean;
  /** Lets those behind it go on, once all that are to leave have left. */
  makeRoom?(): void;
  /** Ends the wait: `signal` was aborted or, without one, time is out. */
  interrupt(signal?: AbortSignal): void;
}

const timers = new TimerQueue();
const groups = new WeakMap<AbortSignal, SignalGroup>();

/** Everything that waits for one signal, behind one listener. */
class SignalGroup {
  #signal: AbortSignal;
  #watches = new WaitList<Watch>();
  #release = new Release();
  #listening = false;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  static of(signal: AbortSignal): SignalGroup {
    let group = groups.get(signal);
    if (group === undefined) {
      groups.set(signal, group = new SignalGroup(signal));
    }
    return group;
  }

  add(watch: Watch): void {
    this.#watches.push(watch);
    if (this.#listening) return;
    this.#listening = true;
    this.#signal.addEventListener("abort", this.#abort);
  }

  remove(watch: Watch): void {
    this.#watches.remove(watch);
    if (this.#watches.first === undefined) this.#release.soon(this.#clear);
  }

  #clear = (): void => {
    if (this.#watches.first !== undefined || !this.#listening) return;
    this.#listening = false;
    this.#signal.removeEventListener("abort", this.#abort);
  };

  #abort = (): void => {
    const watches = this.#watches;
    const leavers: Interruptible[] = [];
    for (let w = watches.first; w !== undefined; w = w.after) {
      if (w.target.leave?.()) leavers.push(w.target);
    }
    for (const target of leavers) target.makeRoom?.();
    for (let w = watches.first; w !== undefined; w = watches.first) {
      w.stop();
      w.target.interrupt(this.#signal);
    }
    this.#clear();
  };
}

/** The deadline and the signal of one wait. */
export class Watch implements Timed, Linked<Watch> {
  list: WaitList<Watch> | undefined = undefined;
  before: Watch | undefined = undefined;
  after: Watch | undefined = undefined;
  due = Infinity;
  place = -1;
  /** The wait that is watched. */
  readonly target: Interruptible;
  #group: SignalGroup | undefined;

  /** Begins to watch. */
  constructor(target: Interruptible, options: WaitOptions) {
    const { timeout = Infinity, signal } = options;
    this.target = target;
    if (timeout !== Infinity) timers.add(this, timeout);
    this.#group = signal === undefined ? undefined : SignalGroup.of(signal);
    this.#group?.add(this);
  }

  /** Ends the watch; to be called when the wait has ended by itself. */
  stop(): void {
    if (this.place >= 0) timers.remove(this);
    if (this.list !== undefined) this.#group?.remove(this);
  }

  /** Called by the timer queue. */
  timeOut(): void {
    this.stop();
    this.target.interrupt();
  }
}

/** Watches a wait, if there is anything to watch. */
export function watch(
  target: Interruptible,
  options: WaitOptions | undefined,
): Watch | undefined {
  if (options === undefined) return undefined;
  const { timeout = Infinity, signal } = options;
  if (timeout === Infinity && signal === undefined) return undefined;
  return new Watch(target, options);
}

/** The error of a `timeout` that is no time to wait. */
export function badTimeout(options: WaitOptions): RangeError | undefined {
  const { timeout } = options;
  // Twice, because every wait with a limit asks this, and few have an error.
  if (timeout === undefined || (typeof timeout === "number" && timeout >= 0)) {
    return undefined;
  }
  return numberError("timeout", timeout, { least: 0, unit: "ms" });
}

/** Throws the error of a `timeout` that is no time to wait. */
export function checkWait(options: WaitOptions): void {
  const bad = badTimeout(options);
  if (bad !== undefined) throw bad;
}

/** The rejection of a wait that its options end before it begins. */
export function refusal(
  options: WaitOptions | undefined,
): Promise<never> | undefined {
  if (options === undefined) return undefined;
  const bad = badTimeout(options);
  if (bad !== undefined) return Promise.reject(bad);
  const { signal } = options;
  return signal?.aborted ? Promise.reject(signal.reason) : undefined;
}
