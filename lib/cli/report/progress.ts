import { formatCount, formatDuration, formatRate } from "../units.ts";

/** Where the line is drawn. */
export interface ProgressScreen {
  /** Writes text as it is. */
  write(text: string): void;
  /** The width of the terminal; 0 when it has none. */
  columns(): number;
}

/** How far a run is. */
export interface ProgressState {
  /** Items whose job returned. */
  readonly done: number;
  /** Items that failed. */
  readonly failed: number;
  /** Items read that no worker has. */
  readonly waiting: number;
  /** Most items that may wait. */
  readonly capacity: number;
  /** Items that a worker has. */
  readonly inFlight: number;
  /** How many items there are, when that is known. */
  readonly total?: number | undefined;
  /** Time since the start, in milliseconds; the only clock used here. */
  readonly elapsedMs: number;
}

/** Calls back every `ms` milliseconds, until what it returned is called. */
export type Ticker = (tick: () => void, ms: number) => () => void;

const INTERVAL_MS = 100;
/** A run that is over at once shows no line. */
const QUIET_MS = 300;
/** The rate is that of the last few seconds. */
const RATE_WINDOW_MS = 3000;
const START_OF_LINE = "\r\x1b[K";

/** One line that shows how far a run is, redrawn ten times a second. */
export class Progress {
  readonly #screen: ProgressScreen;
  readonly #state: () => ProgressState;
  readonly #stop: () => void;
  #marks: Mark[] = [{ at: 0, finished: 0 }];
  #shown = "";

  /** Starts drawing; `stop()` must be called, or the timer runs on. */
  constructor(
    screen: ProgressScreen,
    { state, ticker = interval }: {
      state: () => ProgressState;
      ticker?: Ticker;
    },
  ) {
    this.#screen = screen;
    this.#state = state;
    this.#stop = ticker(() => this.#draw(), INTERVAL_MS);
  }

  /** Writes a line of its own where the progress line is, and that below. */
  above(text: string): void {
    const erase = this.#shown === "" ? "" : START_OF_LINE;
    this.#screen.write(`${erase}${text}\n${this.#shown}`);
  }

  /** Takes the line away and ends the timer; calling it again does nothing. */
  stop(): void {
    this.#stop();
    if (this.#shown !== "") this.#screen.write(START_OF_LINE);
    this.#shown = "";
  }

  /** The same as `stop()`. */
  [Symbol.dispose](): void {
    this.stop();
  }

  #draw(): void {
    const state = this.#state();
    const rate = this.#rate(state);
    if (state.elapsedMs < QUIET_MS) return;
    const line = fitted(parts(state, rate), this.#screen.columns());
    if (line === this.#shown) return;
    this.#shown = line;
    this.#screen.write(START_OF_LINE + line);
  }

  #rate({ done, failed, elapsedMs }: ProgressState): number {
    const now = { at: elapsedMs, finished: done + failed };
    const recent = this.#marks.filter(({ at }) =>
      at >= elapsedMs - RATE_WINDOW_MS
    );
    // Where nothing was drawn for long, the last mark is better than none.
    this.#marks = [
      ...(recent.length > 0 ? recent : this.#marks.slice(-1)),
      now,
    ];
    const [first = now] = this.#marks;
    const span = now.at - first.at;
    return span > 0 ? (now.finished - first.finished) / span * 1000 : 0;
  }
}

interface Mark {
  readonly at: number;
  readonly finished: number;
}

/** What the line says, what matters most first. */
function parts(state: ProgressState, rate: number): string[] {
  const { done, failed, waiting, capacity, inFlight, total } = state;
  const finished = done + failed;
  const of = total === undefined ? "" : ` of ${formatCount(total)}`;
  return [
    `${formatCount(finished)}${of}`,
    formatRate(rate),
    ...(failed > 0 ? [`${formatCount(failed)} failed`] : []),
    ...etaPart(total === undefined ? 0 : total - finished, rate),
    `${formatCount(waiting)}/${formatCount(capacity)} waiting`,
    `${formatCount(inFlight)} running`,
  ];
}

function etaPart(left: number, rate: number): string[] {
  if (left <= 0 || rate <= 0) return [];
  // Whole seconds: tenths would flicker.
  return [`ETA ${formatDuration(Math.ceil(left / rate) * 1000)}`];
}

/** As many parts as fit; a full last column would wrap on some terminals. */
function fitted(all: readonly string[], columns: number): string {
  const width = (columns > 0 ? columns : 80) - 1;
  let line = "";
  for (const part of all) {
    const longer = line === "" ? part : `${line} · ${part}`;
    if (longer.length > width) break;
    line = longer;
  }
  return line === "" ? (all[0] ?? "").slice(0, width) : line;
}

function interval(tick: () => void, ms: number): () => void {
  const timer = setInterval(tick, ms);
  return () => clearInterval(timer);
}
