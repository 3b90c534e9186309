import { ExitCode } from "../../exit_code.ts";
import type { EndSignal, Terminal } from "../../terminal.ts";
import { formatDuration } from "../../units.ts";

/** How long a stalled stdout may hold up a run that was told to stop, in ms. */
const STALL_MS = 500;

const EXIT_CODES: Record<EndSignal, ExitCode> = {
  SIGINT: ExitCode.Interrupted,
  SIGTERM: ExitCode.Terminated,
};

/** How a {@linkcode Shutdown} is told about the world. */
export interface ShutdownOptions {
  readonly terminal: Terminal;
  /** Longest time for the run, in milliseconds; undefined is no limit. */
  readonly deadlineMs?: number | undefined;
  /** Longest wait, after a signal, for items that are running, in milliseconds. */
  readonly graceMs?: number | undefined;
  /** Whether all that was read is finished after a signal, however long that takes. */
  readonly drain?: boolean | undefined;
  /** Says something to people. */
  readonly say: (text: string) => void;
}

/**
 * What may end a run early: a signal, a second one, or the deadline.
 *
 * It goes one way only: running, then finishing what runs (or what was read), then
 * stopping now, and at last overdue.
 */
export class Shutdown implements Disposable {
  #exitCode: ExitCode | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #options: ShutdownOptions;
  readonly #listening: Disposable;
  readonly #stopReading = new AbortController();
  readonly #finish = new AbortController();
  readonly #stopNow = new AbortController();
  readonly #stopping = Promise.withResolvers<void>();
  readonly #overdue = Promise.withResolvers<void>();

  constructor(options: ShutdownOptions) {
    const { terminal, deadlineMs } = options;
    this.#options = options;
    this.#listening = terminal.onEndSignal((signal) => this.#hear(signal));
    if (deadlineMs !== undefined) {
      this.#timer = setTimeout(
        () => this.#passDeadline(deadlineMs),
        deadlineMs,
      );
    }
  }

  /** Why the run ended early; undefined when it did not. */
  get exitCode(): ExitCode | undefined {
    return this.#exitCode;
  }

  /** Aborts when no more should be read. */
  get stopReading(): AbortSignal {
    return this.#stopReading.signal;
  }

  /** Resolves when no more should be read. */
  get stopping(): Promise<void> {
    return this.#stopping.promise;
  }

  /** Aborts when only running items should be finished. */
  get finish(): AbortSignal {
    return this.#finish.signal;
  }

  /** Aborts when nothing more should be done. */
  get stopNow(): AbortSignal {
    return this.#stopNow.signal;
  }

  /** Resolves when a run that was told to stop has had long enough for it. */
  get overdue(): Promise<void> {
    return this.#overdue.promise;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#listening[Symbol.dispose]();
  }

  #hear(signal: EndSignal): void {
    if (this.#exitCode !== undefined) return this.#stop();
    this.#exitCode = EXIT_CODES[signal];
    const { drain, graceMs, say } = this.#options;
    const what = drain ? "what was read" : "what runs";
    say(`stopping: ${what} is finished first; again to stop now`);
    this.#stopReading.abort();
    this.#stopping.resolve();
    if (drain) return;
    this.#finish.abort();
    if (graceMs === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#passGrace(graceMs), graceMs);
  }

  #passGrace(graceMs: number): void {
    const grace = formatDuration(graceMs);
    this.#options.say(`stopping now: what runs took longer than ${grace}`);
    this.#stop();
  }

  #passDeadline(deadlineMs: number): void {
    this.#exitCode ??= ExitCode.Deadline;
    const deadline = formatDuration(deadlineMs);
    this.#options.say(`stopping now: the deadline of ${deadline} has passed`);
    this.#stop();
  }

  #stop(): void {
    this.#stopReading.abort();
    this.#stopping.resolve();
    this.#finish.abort();
    this.#stopNow.abort();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#overdue.resolve(), STALL_MS);
  }
}
