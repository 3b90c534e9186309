import { formatCount, formatDuration, formatRate } from "../units.ts";
import { RateMeter } from "./rate_meter.ts";

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
  readonly running: number;
  /** Items that are done and not written. */
  readonly unwritten?: number | undefined;
  /** How many items there are, when that is known. */
  readonly total?: number | undefined;
  /** Share of the input's bytes that was read, from 0 to 1, when that is known. */
  readonly share?: number | undefined;
  /** Time since the start, in milliseconds; the only clock used here. */
  readonly elapsedMs: number;
}

/** Calls back every `ms` milliseconds, until what it returned is called. */
export type Ticker = (tick: () => void, ms: number) => () => void;

const INTERVAL_MS = 100;

/** A tick that comes so late says that the process stood still, in milliseconds. */
const LATE_MS = 500;

/** A run that is over at once shows no line. */
const QUIET_MS = 300;

/** Width that is assumed when the terminal does not tell its own. */
const USUAL_COLUMNS = 80;

const SEPARATOR = " · ";

/**
 * One line that shows how far a run is, redrawn ten times a second.
 *
 * Invariant: `shown` is what stands on the last line of the screen, left of the cursor;
 * it is empty while hidden, so that others may write there.
 *
 * It is drawn with carriage returns and spaces alone, which every terminal knows.
 */
export class Progress {
  readonly #screen: ProgressScreen;
  readonly #state: () => ProgressState;
  readonly #stop: () => void;
  readonly #meter = new RateMeter();
  #shown = "";
  #isHidden = false;
  #lastTick = performance.now();

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
    const shown = this.#shown;
    const erase = this.#erasure();
    const again = this.#fits(shown) ? shown : "";
    this.#screen.write(`${erase}${text}\n${again}`);
    this.#shown = again;
  }

  /** Takes the line away until {@linkcode show}: something else is written there. */
  hide(): void {
    this.#isHidden = true;
    if (this.#shown !== "") this.#screen.write(this.#erasure());
    this.#shown = "";
  }

  /** Draws the line again, from the next tick on. */
  show(): void {
    this.#isHidden = false;
  }

  /** Takes the line away and ends the timer; calling it again does nothing. */
  stop(): void {
    this.#stop();
    this.hide();
  }

  /**
   * Ends the timer and leaves the screen as it is: after a pause others may have
   * written where the line was.
   */
  abandon(): void {
    this.#shown = "";
    this.stop();
  }

  /** The same as `stop()`. */
  [Symbol.dispose](): void {
    this.stop();
  }

  #draw(): void {
    const state = this.#state();
    const rates = this.#meter.update({
      finished: state.done + state.failed,
      elapsedMs: state.elapsedMs,
    });
    if (state.elapsedMs < QUIET_MS || this.#isHidden || this.#isLate()) return;
    const line = fitted(parts(state, rates), this.#columns());
    if (line === this.#shown && this.#fits(line)) return;
    const rest = " ".repeat(Math.max(0, width(this.#shown) - width(line)));
    const start = this.#fits(this.#shown) ? "\r" : "\n";
    this.#screen.write(start + line + (start === "\r" ? rest : ""));
    this.#shown = line;
  }

  /** Whether the process may have been paused: then the place that knows is told first. */
  #isLate(): boolean {
    const before = this.#lastTick;
    this.#lastTick = performance.now();
    return this.#lastTick - before > LATE_MS;
  }

  /** What takes the line away, and leaves the cursor where it began. */
  #erasure(): string {
    if (this.#shown === "") return "";
    // A terminal that became narrower has wrapped the line: it stays where it is.
    if (!this.#fits(this.#shown)) return "\n";
    return `\r${" ".repeat(width(this.#shown))}\r`;
  }

  #fits(line: string): boolean {
    return width(line) < this.#columns();
  }

  #columns(): number {
    const columns = this.#screen.columns();
    return columns > 0 ? columns : USUAL_COLUMNS;
  }
}

/** Most columns that a line takes: some terminals draw `·` two columns wide. */
function width(line: string): number {
  return line.length + line.split("·").length - 1;
}

/** What the line says, what matters most first. */
function parts(
  state: ProgressState,
  { recent, average }: { readonly recent: number; readonly average: number },
): string[] {
  const { done, failed, waiting, capacity, running, unwritten = 0 } = state;
  const finished = done + failed;
  const total = state.total ?? estimatedTotal(state);
  const of = state.total === undefined ? "" : ` of ${formatCount(state.total)}`;
  const percent = state.total === undefined && state.share !== undefined
    ? [`${Math.floor(state.share * 100)}%`]
    : [];
  return [
    `${formatCount(finished)}${of}`,
    ...percent,
    rateText(recent, average),
    ...(failed > 0 ? [`${formatCount(failed)} failed`] : []),
    ...etaPart(total === undefined ? 0 : total - finished, recent || average),
    `${formatCount(running)} running`,
    `${formatCount(waiting)}/${formatCount(capacity)} waiting`,
    ...(unwritten > 0 ? [`${formatCount(unwritten)} unwritten`] : []),
  ];
}

/** How many items there are if the rest of the input is like what was read. */
function estimatedTotal(
  { done, failed, waiting, running, unwritten = 0, share = 0 }: ProgressState,
): number | undefined {
  const read = done + failed + waiting + running + unwritten;
  return share > 0 ? read / share : undefined;
}

/** The rate of the last seconds, and that of the run where it is another. */
function rateText(recent: number, average: number): string {
  const now = formatRate(recent);
  const isSteady = Math.abs(recent - average) <= average / 10;
  return isSteady || average === 0
    ? now
    : `${now}, ${formatRate(average)} on average`;
}

function etaPart(left: number, rate: number): string[] {
  if (left <= 0 || rate <= 0) return [];
  // Whole seconds: tenths would flicker.
  return [`ETA ${formatDuration(Math.ceil(left / rate) * 1000)}`];
}

/** As many parts as fit; a full last column would wrap on some terminals. */
function fitted(all: readonly string[], columns: number): string {
  let line = "";
  for (const part of all) {
    const longer = line === "" ? part : line + SEPARATOR + part;
    if (width(longer) >= columns) break;
    line = longer;
  }
  return line === "" ? (all[0] ?? "").slice(0, columns - 1) : line;
}

function interval(tick: () => void, ms: number): () => void {
  const timer = setInterval(tick, ms);
  return () => clearInterval(timer);
}
