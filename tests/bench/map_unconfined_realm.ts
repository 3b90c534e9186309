// Stands in for the guest's realm where the price of confinement is measured, and
// nowhere else. It closes nothing: a job can reach whatever its worker can. It has no
// types to strip, so that the guest may be TypeScript or not.

/** Resolves to what evaluates a job's text, with everything of the worker's realm. */
export function closeRealm() {
  return Promise.resolve(globalThis.eval);
}
