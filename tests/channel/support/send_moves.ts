import { assertEquals } from "@std/assert";
import type { Item } from "./model_channel.ts";
import { Wait } from "./model_channel.ts";
import { place } from "./trial.ts";
import type { Given, Pair, Trial } from "./trial.ts";

/** Sends one value. */
export function send(trial: Trial, pair: Pair): void {
  const item = trial.item(pair);
  const given = trial.given();
  trial.log.push(`${pair.name}.send(${item.value}) ${words(given)}`);
  const wait = new Wait();
  trial.observe(
    pair.real.send(item.value, given.options),
    wait,
    () => "sent",
  );
  const { model } = pair;
  const { value, weight } = item;
  const refuse = (words: string, why: string): void => {
    wait.settle(words === "timeout" ? `timeout ${value}` : words);
    model.refuse([value], why);
  };
  if (given.bad === "range") wait.settle("range");
  else if (given.bad !== undefined) refuse(given.bad, "aborted");
  else if (model.closed) refuse(`closed ${value}`, "closed");
  else if (model.isOversize(weight)) refuse("range", "oversize");
  else if (model.offer(item)) wait.settle("sent");
  else if (model.overflow !== "wait") {
    wait.settle("sent");
    model.overflowWith(item);
  } else {
    const sender = place(pair, {
      sent: () => wait.settle("sent"),
      refuse: (words) => {
        wait.settle(words === "closed" ? `closed ${value}` : words);
        return [value];
      },
    }, [item]);
    trial.park(wait, [sender], { given, give: refuse });
  }
}

/** Sends a value if that needs no wait. */
export function trySend(trial: Trial, pair: Pair): void {
  const { model } = pair;
  const item = trial.item(pair);
  trial.log.push(`${pair.name}.trySend(${item.value})`);
  assertEquals(pair.real.trySend(item.value), modelTrySend(model, item));
}

function modelTrySend(model: Pair["model"], item: Item): boolean {
  if (model.closed || model.isOversize(item.weight)) return false;
  if (model.offer(item)) return true;
  if (model.overflow !== "drop-oldest" || model.capacity === 0) return false;
  model.overflowWith(item);
  return true;
}

/** Sends up to four values. */
export function sendMany(trial: Trial, pair: Pair): void {
  const length = trial.random.below(5);
  const items = Array.from({ length }, () => trial.item(pair));
  const values = items.map((item) => item.value);
  const given = trial.given();
  trial.log.push(`${pair.name}.sendMany(${values}) ${words(given)}`);
  const wait = new Wait();
  trial.observe(
    pair.real.sendMany(values, given.options),
    wait,
    () => "sent",
  );
  const { model } = pair;
  const refuse = (words: string, why: string): void => {
    const unsent = items.map((item) => item.value);
    wait.settle(`unsent ${unsent}: ${words}`);
    model.refuse(unsent, why);
  };
  if (given.bad === "range") return wait.settle("range");
  if (given.bad !== undefined) return refuse(given.bad, "aborted");
  if (model.closed) return refuse("closed", "closed");
  if (items.some((item) => model.isOversize(item.weight))) {
    return refuse("range", "oversize");
  }
  offerAll(model, items);
  if (items.length === 0) return wait.settle("sent");
  const sender = place(pair, {
    sent: () => wait.settle("sent"),
    refuse: (words) => {
      const unsent = items.map((item) => item.value);
      wait.settle(`unsent ${unsent}: ${words}`);
      return unsent;
    },
  }, items);
  trial.park(wait, [sender], { given, give: refuse });
}

/** Takes from `items` what needs no wait. */
function offerAll(model: Pair["model"], items: Item[]): void {
  while (items.length > 0) {
    const item = items[0] as Item;
    if (!model.offer(item)) {
      if (model.overflow === "wait") return;
      model.overflowWith(item);
    }
    items.shift();
  }
}

/** Options of a wait, for the log. */
export function words({ now, bad, stop }: Given): string {
  return now ? "timeout 0" : bad ?? stop?.name ?? "";
}
