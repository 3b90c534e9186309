// Tells errors that can be shown without running code of the job from others.

import {
  errorPrototypes,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isProxy,
} from "../prelude.ts";

/** A longer message is not worth a copy. */
const LONGEST_MESSAGE = 1_000;

/** Most prototypes that are looked through. */
const MOST_PROTOTYPES = 8;

/** Whether the name and the message of an error are short texts that can just be read. */
export function isPlainError(error: object): boolean {
  return isPlainText(error, "message") && isPlainText(error, "name");
}

function isPlainText(error: object, key: "message" | "name"): boolean {
  let holder: object | null = error;
  for (let depth = 0; holder !== null && depth < MOST_PROTOTYPES; depth++) {
    // Those of the language are frozen, and have getters that are not of the job.
    if (errorPrototypes.has(holder)) return true;
    if (isProxy(holder)) return false;
    const found = getOwnPropertyDescriptor(holder, key);
    if (found !== undefined) {
      const { value } = found;
      return typeof value === "string" && value.length <= LONGEST_MESSAGE;
    }
    holder = getPrototypeOf(holder);
  }
  return false;
}
