// What a job can do when V8 refuses to mix a BigInt with a number.

import { given, indexOf } from "../prelude.ts";

/** How V8's messages about it begin. */
const REFUSALS = ["Cannot mix BigInt", "Cannot convert a BigInt"];

const HINT =
  "; an integer beyond 2^53 is a BigInt here: Number(x) rounds it, " +
  "and --numbers double does so for all";

/** What was thrown, with a hint where it was about BigInts. */
export function withNumberHint(text: string): string {
  if (given.realm.numbers === "double") return text;
  for (const refusal of REFUSALS) {
    if (indexOf(text, refusal) !== -1) return text + HINT;
  }
  return text;
}
