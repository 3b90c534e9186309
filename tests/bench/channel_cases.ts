import { Channel } from "@sluice/sluice";
import { shuffled } from "../../lib/internal/shuffled.ts";
import { type Case, type Contender, timed } from "./channel_harness.ts";
import * as oursDo from "./channel_shapes.ts?ours";
import { type Limit, type Shape, sumOf } from "./channel_shapes.ts";
import * as stdDo from "./channel_shapes.ts?std";
import { OnePending, Settled } from "./channel_floors.ts";
import { StdChannel } from "./channel_std.ts";

const SHAPES: readonly [producers: number, consumers: number][] = [
  [1, 1],
  [1, 5],
  [4, 4],
  [4, 1],
  [8, 8],
];
const CAPACITIES = [0, 1, 4, 16, 1024];
const LONG_MS = 60_000;
const BATCH = 64;

const ours = (capacity: number) => new Channel<number>({ capacity });
const std = (capacity: number) => new StdChannel({ capacity });

function titleOf({ producers, consumers }: Shape, capacity: number): string {
  return `${producers}→${consumers} capacity ${capacity}`;
}

/** The two classes, side by side. */
function pair(
  runOurs: Contender["run"],
  runStd: Contender["run"],
): Contender[] {
  return [{ name: "ours", run: runOurs }, { name: "std", run: runStd }];
}

/** Every shape at every capacity, by one way to receive. */
export function traffic(
  how: "byReceive" | "byIteration",
  items: number,
): Case[] {
  return SHAPES.flatMap(([producers, consumers]) =>
    CAPACITIES.map((capacity) => {
      const shape = { producers, consumers, items };
      return {
        title: titleOf(shape, capacity),
        operations: items,
        sum: sumOf(shape),
        contenders: pair(
          () => oursDo[how](ours(capacity), shape),
          () => stdDo[how](std(capacity), shape),
        ),
      };
    })
  );
}

/** One value there and back again, on two channels. */
export function pingPong(items: number): Case[] {
  return [0, 1, 16].map((capacity) => ({
    title: `there and back, capacity ${capacity}`,
    operations: items,
    sum: items * (items - 1) / 2,
    contenders: pair(
      () => oursDo.pingPong([ours(capacity), ours(capacity)], items),
      () => stdDo.pingPong([std(capacity), std(capacity)], items),
    ),
  }));
}

/** A limit on every wait, where channels are full and empty by turns. */
export function limits(items: number): Case[] {
  const { signal } = new AbortController();
  const shared = () => ({ signal });
  const timeout = () => ({ timeout: LONG_MS });
  const timer = () => ({ signal: AbortSignal.timeout(LONG_MS) });
  const kinds: [string, () => Limit, () => Limit][] = [
    ["timeout", timeout, timer],
    ["one signal", shared, shared],
  ];
  return kinds.flatMap(([kind, mine, theirs]) =>
    [0, 16].map((capacity) => ({
      title: `${kind} on every wait, capacity ${capacity}`,
      operations: items,
      sum: sumOf({ producers: 1, consumers: 1, items }),
      contenders: pair(
        () => oursDo.withLimit(ours(capacity), items, mine),
        () => stdDo.withLimit(std(capacity), items, theirs),
      ),
    }))
  );
}

/** Many waits that are all cancelled. */
export function cancels(count: number): Case[] {
  const order = shuffled(Array.from({ length: count }, (_, index) => index));
  const what = { operations: count, sum: count };
  return [{
    ...what,
    title: `${count} waits, each cancelled, in random order`,
    contenders: pair(
      () => oursDo.cancelEach(ours(0), order),
      () => stdDo.cancelEach(std(0), order),
    ),
  }, {
    ...what,
    title: `${count} waits on one signal, which is aborted`,
    contenders: pair(
      () => oursDo.cancelAll(ours(0), count),
      () => stdDo.cancelAll(std(0), count),
    ),
  }];
}

/** Ours by batches, beside std by single values, which is all it has. */
export function batches(items: number): Case[] {
  const shape = { producers: 1, consumers: 1, items };
  return [16, 1024].map((capacity) => ({
    title: `sendMany and receiveMany of ${BATCH}, capacity ${capacity}`,
    operations: items,
    sum: sumOf(shape),
    contenders: pair(
      () => batched(ours(capacity), items),
      () => stdDo.byReceive(std(capacity), shape),
    ),
  }));
}

/** What no channel can be faster than, beside std. */
export function floors(items: number): Case[] {
  const shape = { producers: 1, consumers: 1, items };
  const what = { operations: items, sum: sumOf(shape) };
  return [{
    ...what,
    title: "awaits of a sent and a received value, and nothing else",
    contenders: pair(
      () => oursDo.byReceive(new Settled(), shape),
      () => stdDo.byReceive(std(16), shape),
    ),
  }, {
    ...what,
    title: "one pending promise a value, without a channel",
    contenders: pair(
      () => oursDo.byReceive(new OnePending(), shape),
      () => stdDo.byReceive(std(0), shape),
    ),
  }];
}

function batched(channel: Channel<number>, items: number) {
  return timed(async () => {
    const sent = sendBatches(channel, items);
    let sum = 0;
    for (let left = items; left > 0;) {
      const values = await channel.receiveMany(BATCH);
      for (const value of values) sum += value;
      left -= values.length;
    }
    await sent;
    return sum;
  });
}

async function sendBatches(
  channel: Channel<number>,
  items: number,
): Promise<void> {
  for (let n = 0; n < items; n += BATCH) {
    const length = Math.min(BATCH, items - n);
    await channel.sendMany(Array.from({ length }, (_, index) => n + index));
  }
}
