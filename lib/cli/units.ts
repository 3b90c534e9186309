const DURATION_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

const SIZE_BYTES: Readonly<Record<string, number>> = {
  KB: 1024,
  MB: 1024 ** 2,
  GB: 1024 ** 3,
};

/** The longest duration: what a timer can wait without firing at once. */
export const MAX_DURATION_MS = 2 ** 31 - 1;

/**
 * Reads a duration such as `500ms`, `1.5s`, `2m` or `1h`, in milliseconds.
 *
 * @throws {RangeError} With the reason, worded to follow `Cannot use …:`.
 */
export function parseDuration(text: string): number {
  const ms = Math.round(
    quantity(text, {
      what: "a duration",
      units: DURATION_MS,
      usual: "s",
      forms: "500ms, 5s, 2m or 1h",
    }),
  );
  if (ms < 1) throw new RangeError("a duration is at least 1ms");
  if (ms > MAX_DURATION_MS) throw new RangeError("a duration is at most 596h");
  return ms;
}

/**
 * Reads a size such as `64KB`, `128MB` or `1.5GB`, in bytes; 1 KB is 1024.
 *
 * @throws {RangeError} With the reason, worded to follow `Cannot use …:`.
 */
export function parseSize(text: string): number {
  const bytes = Math.round(
    quantity(text.toUpperCase(), {
      what: "a size",
      units: SIZE_BYTES,
      usual: "MB",
      forms: "64KB, 128MB or 1GB",
    }),
  );
  if (bytes < 1) throw new RangeError("a size is more than 0");
  return bytes;
}

interface Measure {
  what: string;
  units: Readonly<Record<string, number>>;
  usual: string;
  forms: string;
}

function quantity(text: string, measure: Measure): number {
  const { what, units, usual, forms } = measure;
  const match = /^(-?)(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(text);
  const [, sign = "", amount = "", unit = ""] = match ?? [];
  if (match === null) throw new RangeError(`${what} is written ${forms}`);
  if (sign === "-") throw new RangeError(`${what} is not negative`);
  if (unit === "") {
    throw new RangeError(`${what} needs a unit, write ${amount}${usual}`);
  }
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (factor === undefined) {
    throw new RangeError(`${what} is written ${forms}`);
  }
  return Number(amount) * factor;
}

/** Writes a duration for a person: `850ms`, `1.5s`, `1m 5s`, `2h 3m`. */
export function formatDuration(ms: number): string {
  const whole = Math.round(ms);
  if (whole < 1000) return `${whole}ms`;
  const tenths = Math.round(ms / 100);
  if (tenths < 600) return `${tenths / 10}s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return pair([seconds, 60], ["m", "s"]);
  return pair([Math.round(ms / 60_000), 60], ["h", "m"]);
}

function pair(
  [amount, base]: readonly [number, number],
  [big, small]: readonly [string, string],
): string {
  const rest = amount % base;
  const head = `${Math.floor(amount / base)}${big}`;
  return rest === 0 ? head : `${head} ${rest}${small}`;
}

/** Writes a short time in a few columns: `0.4µs`, `12µs`, `1.2ms`, `40ms`, `1.5s`. */
export function formatLatency(ms: number): string {
  if (ms >= 999.5) return formatDuration(ms);
  if (ms >= 0.9995) return `${twoDigits(ms)}ms`;
  return `${twoDigits(ms * 1000)}µs`;
}

function twoDigits(value: number): string {
  return value < 9.95 ? String(oneDecimal(value)) : String(Math.round(value));
}

/** Writes a size for a person, as `--memory` takes it: `850B`, `1.5GB`. */
export function formatSize(bytes: number): string {
  let unit = "B";
  let amount = bytes;
  for (const [name, factor] of Object.entries(SIZE_BYTES)) {
    if (oneDecimal(amount) < 1024) break;
    unit = name;
    amount = bytes / factor;
  }
  return `${oneDecimal(amount)}${unit}`;
}

/** Writes a count for a person: `1,234,567`. */
export function formatCount(count: number): string {
  // Not by locale: the first use of that takes 10 ms, and the help needs it.
  return String(Math.round(count)).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

/** Writes a rate in a few columns: `1.2/min`, `3.4/s`, `812/s`, `8.1k/s`, `1.2M/s`. */
export function formatRate(perSecond: number): string {
  if (perSecond > 0 && perSecond < 0.095) {
    return `${oneDecimal(perSecond * 60)}/min`;
  }
  if (perSecond < 9.95) return `${oneDecimal(perSecond)}/s`;
  if (perSecond < 999.5) return `${Math.round(perSecond)}/s`;
  if (perSecond < 999_950) return `${oneDecimal(perSecond / 1000)}k/s`;
  return `${oneDecimal(perSecond / 1e6)}M/s`;
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
