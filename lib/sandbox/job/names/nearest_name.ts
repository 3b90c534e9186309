// Looked at for each candidate; a hostile text has many, and long ones.
const MOST_CANDIDATES = 2_000;
const LONGEST_NAME = 40;

/** Finds the name that was most likely meant; undefined if none is near. */
export async function nearestName(
  name: string,
  candidates: readonly string[],
): Promise<string | undefined> {
  if (name.length > LONGEST_NAME) return undefined;
  // Loaded when it is wanted: most jobs have no misspelled name.
  const { levenshteinDistance } = await import(
    "../../../deps/std/levenshtein_distance.ts"
  );
  const letters = sorted(name);
  let nearest: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 4)) + 1;
  for (const candidate of candidates.slice(-MOST_CANDIDATES)) {
    if (Math.abs(candidate.length - name.length) >= least) continue;
    // Letters swapped, or of another case, are the commonest slips.
    const distance = sorted(candidate) === letters
      ? 1
      : levenshteinDistance(name, candidate);
    // A name of two letters is near to every other.
    if (distance < least && distance < name.length - 1) {
      nearest = candidate;
      least = distance;
    }
  }
  return nearest;
}

function sorted(name: string): string {
  return [...name.toLowerCase()].sort().join("");
}
