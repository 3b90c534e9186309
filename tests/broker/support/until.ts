import { delay } from "../../../lib/deps/std/delay.ts";

/** How long a condition may take, in milliseconds. */
const LIMIT_MS = 20_000;

/** Waits until a condition holds; throws when that takes too long. */
export async function until(
  holds: () => Promise<boolean> | boolean,
): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (!await Promise.resolve(holds()).catch(() => false)) {
    if (performance.now() > end) throw new Error("it never came to that");
    await delay(25);
  }
}
