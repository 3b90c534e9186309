import { assertEquals } from "@std/assert";
import type { Operation } from "../../../lib/channel.ts";
import { select as realSelect } from "../../../lib/select.ts";
import type { Item, Place } from "./model_channel.ts";
import { Wait } from "./model_channel.ts";
import { words } from "./send_moves.ts";
import { place } from "./trial.ts";
import type { Pair, Trial } from "./trial.ts";

interface Case {
  readonly key: string;
  readonly real: Operation<unknown>;
  ready(): boolean;
  /** Makes it happen; gives the words of its outcome. */
  perform(): string;
  place(wait: Wait): Place;
}

/** Selects among up to three operations, also of the same channel. */
export function select(trial: Trial): void {
  const length = 1 + trial.random.below(3);
  const cases = Array.from({ length }, (_, index) => {
    const pair = trial.random.pick(trial.pairs);
    const key = `${pair.name}${index}`;
    return trial.random.below(2) === 0
      ? receiving(key, pair)
      : sending(key, pair, trial.item(pair));
  });
  const given = trial.given();
  const keys = cases.map(({ key, real }) => `${key} ${real.constructor.name}`);
  trial.log.push(`select(${keys}) ${words(given)}`);
  const wait = new Wait();
  const operations = Object.fromEntries(cases.map((c) => [c.key, c.real]));
  trial.observe(realSelect(operations, given.options), wait, (selected) => {
    const { key, value } = selected as { key: string; value: unknown };
    if (value === undefined) return `${key} sent`;
    const pair = trial.pairs.find((one) => key.startsWith(one.name));
    if (pair !== undefined) pair.received++;
    return `${key} got ${value}`;
  });
  if (given.bad !== undefined) return wait.settle(given.bad);
  const ready = cases.filter((one) => one.ready());
  if (ready.length > 0) {
    trial.unsure = (words) => wait.settle(pick(ready, words));
    return;
  }
  const places = cases.map((one) => one.place(wait));
  trial.park(wait, places, { given, give: (words) => wait.settle(words) });
}

/** Performs the case that was picked, if these are the words of one. */
function pick(ready: readonly Case[], words: string | undefined): string {
  for (const one of ready) {
    if (words?.startsWith(`${one.key} `)) return one.perform();
  }
  const ends = ready.map((one) => one.ready() ? end(one) : "");
  assertEquals(ends.includes(words ?? ""), true, `${words} of ${ends}`);
  return words ?? "";
}

// A case that fails changes nothing; one that would not fail has other words.
function end(one: Case): string {
  return (one as { failure?(): string }).failure?.() ?? "";
}

function receiving(key: string, pair: Pair): Case & { failure(): string } {
  const { model } = pair;
  return {
    key,
    real: pair.real.receiving(),
    ready: () => model.ready || model.closed,
    failure: () => model.ready ? "" : model.endWords,
    perform: () => `${key} got ${model.take().value}`,
    place: (wait) =>
      place(pair, {
        serve: (item) => wait.settle(`${key} got ${item.value}`),
        end: (words) => wait.settle(words),
      }),
  };
}

function sending(
  key: string,
  pair: Pair,
  item: Item,
): Case & { failure(): string } {
  const { model } = pair;
  const { value, weight } = item;
  return {
    key,
    real: pair.real.sending(value),
    ready: () =>
      model.closed || model.overflow !== "wait" || model.isOversize(weight) ||
      model.receivers.length > 0 ||
      (model.senders.length === 0 && model.fits(weight)),
    failure: () => model.closed ? `closed ${value}` : "range",
    perform() {
      if (!model.offer(item)) model.overflowWith(item);
      return `${key} sent`;
    },
    place: (wait) =>
      place(pair, {
        sent: () => wait.settle(`${key} sent`),
        refuse(words) {
          wait.settle(words === "closed" ? `closed ${value}` : words);
          return [];
        },
      }, [item]),
  };
}
