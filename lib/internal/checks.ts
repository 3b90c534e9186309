/**
 * Checks of numbers that callers give, with one wording for all rooms.
 *
 * Types hold in TypeScript only, so a text or a BigInt is refused here, too.
 *
 * @module
 */

/** Which integers are allowed. */
export interface IntegerRange {
  readonly least: number;
  readonly most?: number | undefined;
  /** Whether `Infinity` is allowed, too: no limit. */
  readonly orInfinity?: boolean | undefined;
}

/** Which numbers are allowed; `NaN` never is. */
export interface NumberRange {
  /** The smallest that is allowed. */
  readonly least?: number | undefined;
  /** The largest that is not. */
  readonly above?: number | undefined;
  /** Whether `Infinity` is refused. */
  readonly finite?: boolean | undefined;
  /** What is counted: `ms`, `bytes`. */
  readonly unit?: string | undefined;
}

/** Returns `value` if it is an integer of the range; throws a RangeError if not. */
export function checkInteger(
  name: string,
  value: number,
  range: IntegerRange,
): number {
  const error = integerError(name, value, range);
  if (error !== undefined) throw error;
  return value;
}

/** Returns `value` if it is a number of the range; throws a RangeError if not. */
export function checkNumber(
  name: string,
  value: number,
  range: NumberRange,
): number {
  const error = numberError(name, value, range);
  if (error !== undefined) throw error;
  return value;
}

/** Returns `value` if it is a duration above 0 ms; throws a RangeError if not. */
export function checkDuration(name: string, value: number): number {
  return checkNumber(name, value, { above: 0, unit: "ms" });
}

/** What {@linkcode checkInteger} throws; for callers that reject instead. */
export function integerError(
  name: string,
  value: number,
  { least, most = Number.MAX_SAFE_INTEGER, orInfinity = false }: IntegerRange,
): RangeError | undefined {
  if (Number.isSafeInteger(value) && value >= least && value <= most) {
    return undefined;
  }
  if (orInfinity && value === Infinity) return undefined;
  return unusable(name, value, integerWords({ least, most, orInfinity }));
}

function integerWords({ least, most, orInfinity }: Required<IntegerRange>) {
  if (most !== Number.MAX_SAFE_INTEGER) {
    return `an integer from ${least} to ${most}`;
  }
  if (least === Number.MIN_SAFE_INTEGER) return "an integer";
  return `an integer >= ${least}${orInfinity ? ", or Infinity" : ""}`;
}

/** What {@linkcode checkNumber} throws; for callers that reject instead. */
export function numberError(
  name: string,
  value: number,
  { least = -Infinity, above, finite = false, unit }: NumberRange,
): RangeError | undefined {
  const isIn = typeof value === "number" &&
    (above === undefined ? value >= least : value > above) &&
    !(finite && value === Infinity);
  if (isIn) return undefined;
  const bound = above === undefined ? `>= ${least}` : `> ${above}`;
  const kind = finite ? "a finite number " : "";
  return unusable(name, value, `${kind}${bound}${unit ? ` ${unit}` : ""}`);
}

function unusable(name: string, value: unknown, wanted: string): RangeError {
  return new RangeError(
    `Cannot use ${name} ${shown(value)}: it must be ${wanted}`,
  );
}

function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
