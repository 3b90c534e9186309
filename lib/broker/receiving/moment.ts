/**
 * A moment, on a clock that always goes forward and on the one of the wall.
 *
 * The first stops while a machine is suspended, the second may be set back; what is
 * long ago on either is long ago.
 */
export interface Moment {
  readonly steady: number;
  readonly wall: number;
}

/** This moment. */
export function now(): Moment {
  return { steady: performance.now(), wall: Date.now() };
}

/** How long ago a moment was, in milliseconds. */
export function msSince({ steady, wall }: Moment): number {
  return Math.max(performance.now() - steady, Date.now() - wall);
}
