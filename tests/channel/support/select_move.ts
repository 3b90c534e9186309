import { assertEquals } from "@std/assert";
import type { Operation } from "../../../lib/channel.ts";
import { shuffled } from "../../../lib/internal/shuffled.ts";
import { select as realSelect } from "../../../lib/select.ts";
import type { Item, Place } from "./model_channel.ts";
import { Wait } from "./model_channel.ts";
import { words } from "./send_moves.ts";
import { place } from "./trial.ts";
import type { Given, Pair, Trial } from "./trial.ts";

interface Case {
  readonly key: string;
  readonly name: string;
  readonly real: Operation<unknown>;
  ready(): boolean;
  /** Whether its channel is closed, which may be no end for the select. */
  ended(): boolean;
  /** The words of its failure; none if it would not fail. */
  failure(): string;
  /** Makes it happen; gives the words of its outcome. */
  perform(): string;
  place(wait: Wait): Place;
}

/** What a select did, beside its cases. */
interface Selection {
  readonly skips: boolean;
  /** How many of its cases are not closed. */
  open: number;
  readonly wait: Wait;
}

/** Selects among up to three operations, also of the same channel. */
export function select(trial: Trial): void {
  const length = 1 + trial.random.below(3);
  const wait = new Wait();
  const selection = { skips: trial.random.below(2) === 0, open: length, wait };
  const cases = Array.from({ length }, (_, index) => {
    const pair = trial.random.pick(trial.pairs);
    const key = `${pair.name}${index}`;
    return trial.random.below(2) === 0
      ? receiving(key, pair, selection)
      : sending(key, { pair, item: trial.item(pair) }, selection);
  });
  const given = trial.given();
  const names = cases.map(({ name }) => name);
  trial.log.push(`select(${names}) ${selection.skips} ${words(given)}`);
  const draws = observe(trial, { cases, selection, given });
  if (given.bad !== undefined) return wait.settle(given.bad);
  const open = cases.filter((one) => !(selection.skips && one.ended()));
  selection.open = open.length;
  if (open.length === 0) return wait.settle("closed");
  const ready = open.filter((one) => one.ready());
  if (ready.length > 0) {
    trial.unsure = (words) => wait.settle(pick(ready, words));
    return;
  }
  // The first number was to pick one of those that are ready.
  const parked = drawing(draws.slice(1), () => shuffled(open));
  const places = parked.map((one) => one.place(wait));
  trial.park(wait, places, { given, give: (words) => wait.settle(words) });
}

interface Observed {
  readonly cases: readonly Case[];
  readonly selection: Selection;
  readonly given: Given;
}

/** Selects, and gives the random numbers that it drew. */
function observe(trial: Trial, { cases, selection, given }: Observed) {
  const operations = Object.fromEntries(cases.map((c) => [c.key, c.real]));
  const draws: number[] = [];
  const { random } = Math;
  Math.random = () => draws[draws.push(random()) - 1] as number;
  const closed = selection.skips ? "skip" as const : undefined;
  const selected = realSelect(operations, { ...given.options, closed });
  Math.random = random;
  trial.observe(selected, selection.wait, ({ key, value }) => {
    if (value === undefined) return `${key} sent`;
    const pair = trial.pairs.find((one) => key.startsWith(one.name));
    if (pair !== undefined) pair.received++;
    return `${key} got ${value}`;
  });
  return draws;
}

/** Runs `body` with these random numbers. */
function drawing<R>(draws: readonly number[], body: () => R): R {
  const { random } = Math;
  const rest = draws.values();
  Math.random = () => rest.next().value as number;
  try {
    return body();
  } finally {
    Math.random = random;
  }
}

/** Performs the case that was picked, if these are the words of one. */
function pick(ready: readonly Case[], words: string | undefined): string {
  for (const one of ready) {
    if (words?.startsWith(`${one.key} `)) return one.perform();
  }
  const ends = ready.map((one) => one.failure());
  assertEquals(ends.includes(words ?? ""), true, `${words} of ${ends}`);
  return words ?? "";
}

function receiving(key: string, pair: Pair, selection: Selection): Case {
  const { model } = pair;
  const ended = `closed at ${key}`;
  return {
    key,
    name: `${key} receives`,
    real: pair.real.receiving(),
    ready: () => model.ready || model.closed,
    ended: () => model.closed && !model.ready && model.quiet,
    failure: () => model.ready ? "" : model.quiet ? ended : model.endWords,
    perform: () => `${key} got ${model.take().value}`,
    place: (wait) =>
      place(pair, {
        serve: (item) => wait.settle(`${key} got ${item.value}`),
        end(words) {
          if (model.quiet) endOne(selection, ended);
          else wait.settle(words);
        },
      }),
  };
}

function sending(
  key: string,
  { pair, item }: { readonly pair: Pair; readonly item: Item },
  selection: Selection,
): Case {
  const { model } = pair;
  const { value, weight } = item;
  const ended = `closed ${value} at ${key}`;
  return {
    key,
    name: `${key} sends ${value}`,
    real: pair.real.sending(value),
    ready: () =>
      model.closed || model.overflow !== "wait" || model.isOversize(weight) ||
      model.receivers.length > 0 ||
      (model.senders.length === 0 && model.fits(weight)),
    ended: () => model.closed,
    failure: () => model.closed ? ended : "range",
    perform() {
      if (!model.offer(item)) model.overflowWith(item);
      return `${key} sent`;
    },
    place: (wait) =>
      place(pair, {
        sent: () => wait.settle(`${key} sent`),
        refuse(words) {
          if (words === "closed") endOne(selection, ended);
          else wait.settle(words);
          return [];
        },
      }, [item]),
  };
}

/** One of the channels of a select that waits was closed. */
function endOne(selection: Selection, words: string): void {
  selection.open--;
  if (!selection.skips) selection.wait.settle(words);
  else if (selection.open === 0) selection.wait.settle("closed");
}
