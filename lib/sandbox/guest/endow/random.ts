import {
  defineProperty,
  getOwnPropertyDescriptor,
  given,
  ownKeys,
} from "../prelude.ts";
import type { EndowmentGlobals } from "./endowment_globals.ts";

const { imul } = Math;

/** `Math.random`, from a sequence that the run's seed and the item's position start. */
export function endowRandom(global: object): EndowmentGlobals {
  const known = (global as { Math: object }).Math;
  const itsMath = {};
  for (const key of ownKeys(known)) {
    const descriptor = getOwnPropertyDescriptor(known, key);
    if (descriptor === undefined || key === "random") continue;
    defineProperty(itsMath, key, descriptor);
  }
  let state = 0;
  const { random } = {
    random: () => {
      state = (state + 0x9e3779b9) | 0;
      return (mix(state) >>> 0) / 2 ** 32;
    },
  };
  defineProperty(itsMath, "random", { value: random });
  return {
    globals: { Math: itsMath },
    beginItem(position) {
      state = mix(mix(given.realm.seed | 0) ^ mix(position));
    },
  };
}

/** Spreads every bit of an integer over all of them. */
function mix(value: number): number {
  let mixed = value | 0;
  mixed = imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}
