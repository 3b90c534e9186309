import { ExitCode } from "../../exit_code.ts";
import { formatDuration } from "../../units.ts";
import type { EndSignal, Terminal } from "../../terminal.ts";

/** How long a stalled stdout may hold up a run that was told to stop, in ms. */
const GRACE_MS = 500;

const EXIT_CODES: Record<EndSignal, ExitCode> = {
  SIGINT: ExitCode.Interrupted,
  SIGTERM: ExitCode.Terminated,
};

/** How an {@linkcode Shutdown} is told about the world. */
export interface ShutdownOptions {
  readonly terminal: Terminal;
  readonly deadlineMs: number | undefined;
  /** Says something to people. */
  readonly say: (text: string) => void;
}

/** What may end a run early: a signal, a second one, or the deadline. */
export class Shutdown implements Disposable {
  #exitCode: ExitCode | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #say: (text: string) => void;
  readonly #listening: Disposable;
  readonly #stopReading = new AbortController();
  readonly #stopNow = new AbortController();
  readonly #overdue = Promise.withResolvers<void>();

  constructor({ terminal, deadlineMs, say }: ShutdownOptions) {
    this.#say = say;
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
    this.#say("stopping: what was read is finished first; again to stop now");
    this.#stopReading.abort();
  }

  #passDeadline(deadlineMs: number): void {
    this.#exitCode ??= ExitCode.Deadline;
    this.#say(`deadline: ${formatDuration(deadlineMs)} are over`);
    this.#stop();
  }

  #stop(): void {
    this.#stopReading.abort();
    this.#stopNow.abort();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#overdue.resolve(), GRACE_MS);
  }
}
