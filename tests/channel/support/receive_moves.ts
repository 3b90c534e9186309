import { assertEquals } from "@std/assert";
import type { Item } from "./model_channel.ts";
import { Wait } from "./model_channel.ts";
import { words } from "./send_moves.ts";
import { place } from "./trial.ts";
import type { Given, Iteration, Pair, Trial } from "./trial.ts";

interface Receive {
  readonly wait: Wait;
  readonly given: Given;
  /** What becomes of an item. */
  serve(item: Item): void;
  /** What becomes of the wait at the end. */
  end?(words: string): void;
}

/** What every receive does, whatever it makes of its item. */
function receiveBy(trial: Trial, pair: Pair, receive: Receive): void {
  const { wait, given, serve } = receive;
  const { model } = pair;
  const end = receive.end ?? ((words: string) => wait.settle(words));
  if (given.bad !== undefined) return wait.settle(given.bad);
  if (model.ready) return serve(model.take());
  if (model.closed) return end(model.endWords);
  const receiver = place(pair, { serve, end });
  trial.park(wait, [receiver], { given, give: (words) => wait.settle(words) });
}

/** Receives one value. */
export function receive(trial: Trial, pair: Pair): void {
  const given = trial.given();
  trial.log.push(`${pair.name}.receive() ${words(given)}`);
  const wait = new Wait();
  trial.observe(pair.real.receive(given.options), wait, (value) => {
    pair.received++;
    return `got ${value}`;
  });
  receiveBy(trial, pair, {
    wait,
    given,
    serve: (item) => wait.settle(`got ${item.value}`),
  });
}

/** Receives a value if that needs no wait. */
export function tryReceive(trial: Trial, pair: Pair): void {
  trial.log.push(`${pair.name}.tryReceive()`);
  const { model } = pair;
  const result = pair.real.tryReceive();
  if (model.ready) {
    pair.received++;
    assertEquals(result, { state: "ok", value: model.take().value });
  } else {
    assertEquals(result, { state: model.closed ? "closed" : "empty" });
  }
}

/** Receives up to three values. */
export function receiveMany(trial: Trial, pair: Pair): void {
  const max = trial.random.pick([1, 2, 3, Infinity]);
  const given = trial.given();
  trial.log.push(`${pair.name}.receiveMany(${max}) ${words(given)}`);
  const wait = new Wait();
  const { model } = pair;
  trial.observe(
    pair.real.receiveMany(max, given.options),
    wait,
    (values) => {
      pair.received += values.length;
      return `got ${values}`;
    },
  );
  let waits = false;
  receiveBy(trial, pair, {
    wait,
    given,
    serve(first) {
      const rest = () => {
        const items = [first];
        while (items.length < max && model.ready) items.push(model.take());
        wait.settle(`got ${items.map((item) => item.value)}`);
      };
      wait.served = true;
      if (waits) trial.sleepers.push(rest);
      else rest();
    },
  });
  waits = true;
}

/** Receives a value that is held until a later move. */
export function lease(trial: Trial, pair: Pair): void {
  const given = trial.given();
  trial.log.push(`${pair.name}.lease() ${words(given)}`);
  const wait = new Wait();
  let leased: Item | undefined;
  trial.observe(pair.real.lease(given.options), wait, (lease) => {
    pair.received++;
    if (leased !== undefined) trial.held.push({ pair, lease, item: leased });
    return `lease ${lease.value} attempt ${lease.attempt}`;
  });
  receiveBy(trial, pair, {
    wait,
    given,
    serve(item) {
      leased = { ...item, attempt: item.attempt + 1 };
      wait.settle(`lease ${item.value} attempt ${item.attempt + 1}`);
    },
  });
}

/** Ends a lease in one of its ways. */
export function endLease(trial: Trial): void {
  const index = trial.random.below(trial.held.length);
  const held = trial.held.splice(index, 1)[0];
  if (held === undefined) return;
  const { pair, lease, item } = held;
  const way = trial.random.pick(["done", "retry", "replace", "dispose"]);
  trial.log.push(`${pair.name} lease of ${item.value}: ${way}`);
  if (way === "done") return finishOne(pair, () => lease.done());
  pair.received--;
  if (way === "retry") lease.retry();
  if (way === "dispose") lease[Symbol.dispose]();
  if (way !== "replace") return pair.model.putBack(item);
  const other = trial.item(pair, item.attempt);
  lease.retry(other.value);
  pair.model.putBack(other);
}

/** Says that some value is finished, also one too many. */
export function taskDone(trial: Trial, pair: Pair): void {
  trial.log.push(`${pair.name}.taskDone()`);
  finishOne(pair, () => pair.real.taskDone());
}

function finishOne({ model }: Pair, finish: () => void): void {
  const { unfinished } = model;
  let threw = false;
  try {
    finish();
  } catch {
    threw = true;
  }
  assertEquals(threw, unfinished === 0);
  if (unfinished > 0) model.finish(1);
}

/** Waits until all is finished. */
export function join(trial: Trial, pair: Pair): void {
  const given = trial.given();
  trial.log.push(`${pair.name}.join() ${words(given)}`);
  const wait = new Wait();
  trial.observe(pair.real.join(given.options), wait, () => "joined");
  const { model } = pair;
  if (given.bad !== undefined) return wait.settle(given.bad);
  if (model.joinFailure !== undefined) return wait.settle(model.joinFailure);
  if (model.unfinished === 0) return wait.settle("joined");
  model.joiners.push(wait);
  const give = (words: string) => {
    model.joiners.splice(model.joiners.indexOf(wait), 1);
    wait.settle(words);
  };
  trial.park(wait, [], { given, give });
}

/** Asks an iterator for its next value, or ends it. */
export function iterate(trial: Trial, pair: Pair): void {
  let iteration = trial.iterations.find((one) => one.pair === pair);
  if (iteration === undefined) {
    const real = pair.real.values();
    iteration = { pair, real, waits: [], finished: false };
    trial.iterations.push(iteration);
  }
  if (trial.random.below(4) > 0) next(trial, iteration);
  else endIteration(trial, iteration);
}

function next(trial: Trial, iteration: Iteration): void {
  const { pair } = iteration;
  const wait = new Wait();
  trial.log.push(`${pair.name} iterator.next()`);
  trial.observe(iteration.real.next(), wait, (result) => {
    if (result.done) return "done";
    pair.received++;
    return `got ${result.value}`;
  });
  iteration.waits.push(wait);
  if (iteration.finished) return wait.settle("done");
  iteration.finished = pair.model.closed && !pair.model.ready;
  receiveBy(trial, pair, {
    wait,
    given: { options: undefined },
    serve: (item) => wait.settle(`got ${item.value}`),
    end: (words) => wait.settle(pair.model.quiet ? "done" : words),
  });
}

function endIteration(trial: Trial, iteration: Iteration): void {
  trial.log.push(`${iteration.pair.name} iterator.return()`);
  const wait = new Wait();
  trial.observe(
    iteration.real.return?.() as Promise<IteratorResult<number>>,
    wait,
    (result) => result.done ? "done" : "more",
  );
  for (const waiting of iteration.waits) waiting.settle("done");
  wait.settle("done");
  trial.iterations.splice(trial.iterations.indexOf(iteration), 1);
}
