import type { RunSettings } from "../../args/run_settings.ts";
import { FailureLog } from "../../report/failure_log.ts";
import { Progress, type ProgressState } from "../../report/progress.ts";
import type { Terminal } from "../../terminal.ts";

/** What a progress line depends on. */
export interface ProgressOptions {
  /** How far the run is. */
  readonly state: () => ProgressState;
  /** Whether a person types the items on this terminal. */
  readonly isTyped?: boolean;
  /** How results reach stdout; undefined when none do. */
  readonly output: "lines" | "pieces" | undefined;
}

/** What is not said. */
export interface Silence extends Pick<RunSettings, "quiet"> {
  /** Whether not even a summary is said. */
  readonly silent?: boolean;
}

/** What a run says to people while it goes on: lines, and the progress below them. */
export class Reporter implements Disposable {
  readonly #terminal: Terminal;
  /** Whether not even a summary is said. */
  readonly #isSilent: boolean;
  readonly #isQuiet: boolean;
  #progress: Progress | undefined;
  /** Whether results and the progress line are on the same screen. */
  #isShared = false;
  #pauses: Disposable | undefined;

  constructor(terminal: Terminal, { quiet, silent }: Silence) {
    this.#terminal = terminal;
    this.#isQuiet = quiet;
    this.#isSilent = silent ?? false;
  }

  /**
   * Draws the progress line from now on, if it is wanted.
   *
   * Unless it was asked for, it is not drawn where others may write on the same screen:
   * results, a person who types, or the program that reads the pipe of stdout.
   */
  showProgress(
    wanted: RunSettings["progress"],
    { state, isTyped = false, output }: ProgressOptions,
  ): void {
    const { stderr, stdout } = this.#terminal;
    const isAlone = () => !isTyped && (output === undefined || stdout.isFile());
    if (!(wanted ?? (stderr.isTerminal() && isAlone()))) return;
    this.#isShared = output !== undefined && stdout.isTerminal();
    // A piece of a line cannot stand above another line.
    if (this.#isShared && output === "pieces") return;
    this.#progress = new Progress(stderr, { state });
    this.#pauses = this.#terminal.onContinue(() => this.#progress?.abandon());
  }

  /** Writes results; the progress line is taken away first where both share a screen. */
  async write<T>(writing: () => Promise<T>): Promise<T> {
    if (!this.#isShared) return await writing();
    this.#progress?.hide();
    try {
      return await writing();
    } finally {
      this.#progress?.show();
    }
  }

  /** Says in a line what came of it all; only `--quiet` twice silences that. */
  summarize(line: string): void {
    if (!this.#isSilent) this.announce(line);
  }

  /** Says something that `--quiet` silences. */
  say(line: string): void {
    if (!this.#isQuiet) this.announce(line);
  }

  /** Says something that must be said. */
  announce(line: string): void {
    if (this.#progress !== undefined) this.#progress.above(line);
    else this.#terminal.stderr.write(`${line}\n`);
  }

  /** Takes the progress line away. */
  [Symbol.dispose](): void {
    this.#pauses?.[Symbol.dispose]();
    this.#progress?.stop();
    this.#progress = undefined;
  }
}

/** Says failures as a run's settings want them said. */
export function failureLog(
  { failures, trace }: Pick<RunSettings, "failures" | "trace">,
  say: (line: string) => void,
): FailureLog {
  return new FailureLog({ all: failures === "all", trace, say });
}
