/**
 * The calls of the items of one submission, for as long as an item has no outcome.
 *
 * Invariants: a function runs once for an item, a number, a name and arguments, however
 * often the item runs; the signal of an item's calls aborts as soon as it has its outcome.
 *
 * @module
 */

import type { Batch } from "../../framing/batch.ts";
import type { CallAnswer, GuestCall } from "../context_protocol.ts";
import type { CallHost } from "./call_host.ts";

interface Asked {
  readonly call: GuestCall;
  readonly answer: Promise<CallAnswer>;
  isOpen: boolean;
}

interface ItemLog {
  readonly controller: AbortController;
  readonly asked: Map<number, Asked>;
}

/** Asks the host, and remembers what was asked. */
export class CallLog {
  readonly #host: CallHost;
  readonly #items = new Map<number, ItemLog>();

  constructor(host: CallHost) {
    this.#host = host;
  }

  /**
   * Resolves to the answer to a call of the item at `index`; undefined if an honest
   * guest would not have let the item ask.
   */
  ask(index: number, call: GuestCall): Promise<CallAnswer> | undefined {
    const { perItem, length } = this.#host.limits;
    if (call.number > perItem || call.args.length > length) return undefined;
    const item = this.#itemAt(index);
    const before = item.asked.get(call.number);
    if (before !== undefined && isSame(before.call, call)) return before.answer;
    const { signal } = item.controller;
    const asking = this.#host.answer({ ...call, index, signal });
    const answer = asking.then((came) => {
      asked.isOpen = false;
      return came;
    });
    const asked = { call, answer, isOpen: true };
    item.asked.set(call.number, asked);
    return answer;
  }

  /** The name of a call that the item at `index` waits for, if any. */
  waitingFor(index: number): string | undefined {
    for (const asked of this.#items.get(index)?.asked.values() ?? []) {
      if (asked.isOpen) return asked.call.name;
    }
    return undefined;
  }

  /** Forgets the items of a batch, which have their outcome. */
  end({ first, count }: Batch): void {
    for (const index of [...this.#items.keys()]) {
      if (index >= first && index < first + count) this.#endItem(index);
    }
  }

  /** Forgets everything. */
  endAll(): void {
    for (const index of [...this.#items.keys()]) this.#endItem(index);
  }

  #itemAt(index: number): ItemLog {
    let item = this.#items.get(index);
    if (item === undefined) {
      item = { controller: new AbortController(), asked: new Map() };
      this.#items.set(index, item);
    }
    return item;
  }

  #endItem(index: number): void {
    const item = this.#items.get(index);
    this.#items.delete(index);
    item?.controller.abort(new Error("the item is over"));
  }
}

function isSame(a: GuestCall, b: GuestCall): boolean {
  return a.name === b.name && a.args === b.args;
}
