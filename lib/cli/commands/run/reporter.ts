import { Progress, type ProgressState } from "../../report/progress.ts";
import type { RunSettings } from "../../args/run_settings.ts";
import type { Terminal } from "../../terminal.ts";

/** What a run says to people while it goes on: lines, and the progress below them. */
export class Reporter implements Disposable {
  readonly #terminal: Terminal;
  readonly #isQuiet: boolean;
  #progress: Progress | undefined;

  constructor(terminal: Terminal, { quiet }: Pick<RunSettings, "quiet">) {
    this.#terminal = terminal;
    this.#isQuiet = quiet;
  }

  /** Draws the progress line from now on, if it is wanted. */
  showProgress(
    { progress }: Pick<RunSettings, "progress">,
    state: () => ProgressState,
  ): void {
    const { stderr } = this.#terminal;
    if (progress ?? stderr.isTerminal()) {
      this.#progress = new Progress(stderr, { state });
    }
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
    this.#progress?.stop();
    this.#progress = undefined;
  }
}
