/** Somebody whose wait is over. */
export interface Sleeper {
  /** Tells its caller. */
  wake(): void;
}

const asleep: Sleeper[] = [];

/**
 * Wakes somebody one microtask later.
 *
 * A partner woken at once runs before the one who woke it, finds nothing new
 * and has to wait again, so both wait for every single value. One microtask
 * later it finds the next value, or the next free place, already there.
 */
export function wakeSoon(sleeper: Sleeper): void {
  if (asleep.push(sleeper) === 1) queueMicrotask(wakeAll);
}

function wakeAll(): void {
  for (let index = 0; index < asleep.length; index++) asleep[index]?.wake();
  asleep.length = 0;
}
