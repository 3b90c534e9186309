// Imported once for each class that is measured, under different queries, so
// that each has code of its own in the engine, as a program with one class has.

import { type Run, timed } from "./channel_harness.ts";

/** What a limit for a wait may be. */
export interface Limit {
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/** The part of a channel that both classes have. */
export interface Traffic extends AsyncIterable<number> {
  send(value: number, limit?: Limit): Promise<void>;
  receive(limit?: Limit): Promise<number>;
  close(): void;
}

/** How many do how much. */
export interface Shape {
  readonly producers: number;
  readonly consumers: number;
  /** Of all together; both numbers divide it. */
  readonly items: number;
}

/** The sum of what the producers of a shape send. */
export function sumOf({ producers, items }: Shape): number {
  const each = items / producers;
  return producers * each * (each - 1) / 2;
}

async function produce(channel: Traffic, count: number): Promise<void> {
  for (let n = 0; n < count; n++) await channel.send(n);
}

async function consume(channel: Traffic, count: number): Promise<number> {
  let sum = 0;
  for (let n = 0; n < count; n++) sum += await channel.receive();
  return sum;
}

async function iterate(channel: Traffic): Promise<number> {
  let sum = 0;
  for await (const value of channel) sum += value;
  return sum;
}

/** Moves all items by `send` and `receive`. */
export function byReceive(channel: Traffic, shape: Shape): Promise<Run> {
  return timed(async () => {
    const { producers, consumers, items } = shape;
    const sums = times(consumers, () => consume(channel, items / consumers));
    const sent = times(producers, () => produce(channel, items / producers));
    await Promise.all(sent);
    return total(await Promise.all(sums));
  });
}

/** Moves all items by `send` and `for await`. */
export function byIteration(channel: Traffic, shape: Shape): Promise<Run> {
  return timed(async () => {
    const { producers, consumers, items } = shape;
    const sums = times(consumers, () => iterate(channel));
    await Promise.all(
      times(producers, () => produce(channel, items / producers)),
    );
    channel.close();
    return total(await Promise.all(sums));
  });
}

/** Sends each value there and waits until it is back. */
export function pingPong(
  [there, back]: readonly [Traffic, Traffic],
  items: number,
): Promise<Run> {
  return timed(async () => {
    const echoed = (async () => {
      for (let n = 0; n < items; n++) await back.send(await there.receive());
    })();
    let sum = 0;
    for (let n = 0; n < items; n++) {
      await there.send(n);
      sum += await back.receive();
    }
    await echoed;
    return sum;
  });
}

/** Moves all items from one to one, with a limit for every wait. */
export function withLimit(
  channel: Traffic,
  items: number,
  limit: () => Limit,
): Promise<Run> {
  return timed(async () => {
    const sent = (async () => {
      for (let n = 0; n < items; n++) await channel.send(n, limit());
    })();
    let sum = 0;
    for (let n = 0; n < items; n++) sum += await channel.receive(limit());
    await sent;
    return sum;
  });
}

/** Lets receivers wait, cancels each in the given order; counts rejections. */
export function cancelEach(
  channel: Traffic,
  order: readonly number[],
): Promise<Run> {
  return timed(async () => {
    const controllers = order.map(() => new AbortController());
    const waits = controllers.map(({ signal }) => channel.receive({ signal }));
    const rejected = countRejections(waits);
    for (const index of order) controllers[index]?.abort(CANCELLED);
    return await rejected;
  });
}

/** Lets receivers wait for one signal and aborts it; counts rejections. */
export function cancelAll(channel: Traffic, count: number): Promise<Run> {
  return timed(async () => {
    const { signal, abort } = oneSignal();
    const waits = times(count, () => channel.receive({ signal }));
    const rejected = countRejections(waits);
    abort();
    return await rejected;
  });
}

// The platform's own reason collects a stack, which costs more than the cancel.
const CANCELLED = new Error("cancelled");

function oneSignal(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    abort: () => controller.abort(CANCELLED),
  };
}

async function countRejections(
  waits: readonly Promise<unknown>[],
): Promise<number> {
  let count = 0;
  const note = (error: unknown) => {
    if (error === CANCELLED) count++;
  };
  await Promise.all(waits.map((wait) => wait.then(undefined, note)));
  return count;
}

/** Calls `make` so often. */
export function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}

/** The sum of numbers. */
export function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
