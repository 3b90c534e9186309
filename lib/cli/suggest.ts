import { levenshteinDistance } from "../deps/std/levenshtein_distance.ts";

/** Longer words are no misspelling of ours, and the distance costs O(n²). */
const LONGEST = 40;

/**
 * The known word that was probably meant, or nothing when none is near.
 *
 * Near is: the only one that begins so, the same letters in another order, or
 * one wrong letter in three.
 */
export function nearest(
  word: string,
  known: readonly string[],
): string | undefined {
  const wanted = word.toLowerCase();
  if (wanted === "" || wanted.length > LONGEST) return undefined;

  const begun = known.filter((name) => name.startsWith(wanted));
  if (begun.length === 1 && wanted.length > 1) return begun[0];

  const [best] = known
    .map((name) => ({ name, distance: distance(wanted, name) }))
    .filter(({ distance }) => distance <= Math.max(1, wanted.length / 3))
    .sort((a, b) => a.distance - b.distance);
  return best?.name;
}

function distance(a: string, b: string): number {
  // Two letters swapped cost two by Levenshtein, and are the commonest slip.
  const swapped = sorted(a) === sorted(b);
  return swapped
    ? Math.min(1, levenshteinDistance(a, b))
    : levenshteinDistance(a, b);
}

function sorted(word: string): string {
  return [...word].sort().join("");
}
