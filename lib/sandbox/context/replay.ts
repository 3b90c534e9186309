import type { CallAnswer } from "../context_protocol.ts";
import { type ItemCall, toAnswer } from "./call_answer.ts";
import type { CallEntry } from "./context_options.ts";

/** Calls that were recorded, and answer again. */
export class Replay {
  readonly #entries = new Map<string, CallEntry[]>();

  constructor(entries: Iterable<CallEntry>) {
    for (const entry of entries) {
      const key = keyOf(entry);
      const same = this.#entries.get(key);
      if (same === undefined) this.#entries.set(key, [entry]);
      else same.push(entry);
    }
  }

  /**
   * The answer that was recorded for this call of this item.
   *
   * Where several runs were recorded, each has its turn, the first one first.
   */
  answer(call: ItemCall): CallAnswer {
    const { number, index, name, args } = call;
    const entries = this.#entries.get(keyOf(call));
    const entry = entries !== undefined && entries.length > 1
      ? entries.shift()
      : entries?.[0];
    if (entry?.name === name && entry.args === args) {
      return toAnswer(number, entry);
    }
    const recorded = entry === undefined
      ? "nothing was recorded there"
      : `recorded was ${shown(entry)}`;
    const message = `call ${number} of item ${index} is ${shown(call)}, and ` +
      recorded;
    const text = JSON.stringify({ name: "Error", message });
    return { number, state: "diverged", text };
  }
}

function keyOf({ index, number }: Pick<CallEntry, "index" | "number">): string {
  return `${index} ${number}`;
}

/** Longest arguments that a message shows, in UTF-16 units. */
const SHOWN = 100;

function shown({ name, args }: Pick<CallEntry, "name" | "args">): string {
  const inside = args.slice(1, -1);
  return `${name}(${
    inside.length > SHOWN ? `${inside.slice(0, SHOWN)}…` : inside
  })`;
}
