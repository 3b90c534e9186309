/** Buckets per factor of ten: with 40, quantiles are right to 3 %. */
const BUCKETS_A_DECADE = 40;

/** Times below this count as this, in milliseconds. */
const SHORTEST_MS = 1e-4;

/** The times above the bucket before, up to `upToMs`. */
export interface LatencyBucket {
  readonly upToMs: number;
  readonly count: number;
}

/** How long items took, in milliseconds. */
export interface Latency {
  readonly count: number;
  readonly sumMs: number;
  readonly minMs: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Ascending; those without an item are left out. */
  readonly buckets: readonly LatencyBucket[];
}

/**
 * Counts how long items took in buckets, each 6 % wider than the one before: memory is
 * bounded.
 */
export class LatencyHistogram {
  #count = 0;
  #sumMs = 0;
  #minMs = Infinity;
  #maxMs = 0;
  readonly #buckets = new Map<number, number>();

  /** The longest time so far, in milliseconds. */
  get maxMs(): number {
    return this.#maxMs;
  }

  /** All times together, in milliseconds. */
  get sumMs(): number {
    return this.#sumMs;
  }

  /** Takes in a time. */
  add(ms: number): void {
    this.#count++;
    this.#sumMs += ms;
    this.#minMs = Math.min(this.#minMs, ms);
    this.#maxMs = Math.max(this.#maxMs, ms);
    const bucket = Math.ceil(
      Math.log10(Math.max(ms, SHORTEST_MS) / SHORTEST_MS) * BUCKETS_A_DECADE,
    );
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + 1);
  }

  /** What was counted; undefined when that is nothing. O(buckets). */
  get latency(): Latency | undefined {
    if (this.#count === 0) return undefined;
    const buckets = [...this.#buckets].sort(([a], [b]) => a - b)
      .map(([bucket, count]) => ({ upToMs: this.#endOf(bucket), count }));
    const share = (part: number) => quantile(buckets, part * this.#count);
    return {
      count: this.#count,
      sumMs: this.#sumMs,
      minMs: this.#minMs,
      p50Ms: share(0.5),
      p90Ms: share(0.9),
      p99Ms: share(0.99),
      maxMs: this.#maxMs,
      buckets,
    };
  }

  #endOf(bucket: number): number {
    const end = SHORTEST_MS * 10 ** (bucket / BUCKETS_A_DECADE);
    return Math.min(end, this.#maxMs);
  }
}

/** The time within which `items` of them were done. */
function quantile(buckets: readonly LatencyBucket[], items: number): number {
  let seen = 0;
  for (const { upToMs, count } of buckets) {
    seen += count;
    if (seen >= items) return upToMs;
  }
  return buckets.at(-1)?.upToMs ?? 0;
}

const BARS = "▁▂▃▄▅▆▇█";

/** A histogram of a few characters, the bars evenly spaced from the least to the most. */
export function sparkline(
  { minMs, maxMs, buckets }: Pick<Latency, "minMs" | "maxMs" | "buckets">,
  width: number,
): string {
  const least = Math.log(Math.max(minMs, SHORTEST_MS));
  const span = Math.log(Math.max(maxMs, SHORTEST_MS)) - least;
  const heights = new Array<number>(width).fill(0);
  for (const { upToMs, count } of buckets) {
    const at = span <= 0
      ? 0
      : (Math.log(Math.max(upToMs, SHORTEST_MS)) - least) / span;
    const column = Math.min(width - 1, Math.max(0, Math.floor(at * width)));
    heights[column] = (heights[column] ?? 0) + count;
  }
  const highest = heights.reduce((a, b) => Math.max(a, b), 0);
  return heights.map((height) => bar(height / highest)).join("");
}

function bar(height: number): string {
  if (height === 0) return " ";
  return BARS.charAt(Math.min(7, Math.floor(height * 8))) || "█";
}
