import { VERIFIED_VERSIONS } from "../../internal/versions.ts";

/** Older releases that got the repairs of the oldest good one, by `major.minor`. */
const REPAIRED_LINES: Readonly<Record<string, number>> = { "2.11": 16 };

/** Whether a server of that version keeps what it was given. */
export function isNewEnough(version: string): boolean {
  const [major, minor, patch] = numbersOf(version);
  const repairedFrom = REPAIRED_LINES[`${major}.${minor}`];
  if (repairedFrom !== undefined) return patch >= repairedFrom;
  const oldest = numbersOf(VERIFIED_VERSIONS.natsServer);
  const found = [major, minor, patch];
  const at = oldest.findIndex((number, at) => number !== found[at]);
  return at < 0 || (found[at] ?? 0) > (oldest[at] ?? 0);
}

function numbersOf(version: string): [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.-]/).map(Number);
  return [major, minor, patch];
}
