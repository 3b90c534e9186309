/** Whether `promise` has settled once every runnable microtask has run. */
export async function settled(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  promise.then(() => done = true, () => done = true);
  await new Promise((resolve) => setTimeout(resolve, 0));
  return done;
}

/** Resolves when a count is at least `least` and has stood still for a while. */
export async function stillness(
  count: () => number,
  least: number,
): Promise<void> {
  let before: number | undefined;
  let still = 0;
  for (let looks = 0; still < 50; looks++) {
    if (looks > 2_000) throw new Error(`still not ${least}: ${count()}`);
    await settled(Promise.resolve());
    still = count() === before && count() >= least ? still + 1 : 0;
    before = count();
  }
}
