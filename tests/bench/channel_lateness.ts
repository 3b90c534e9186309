import { Channel } from "@sluice/sluice";

const SHAPES = [
  { producers: 1, consumers: 1 },
  { producers: 1, consumers: 5 },
  { producers: 4, consumers: 4 },
  { producers: 4, consumers: 1 },
];
const CAPACITIES = [0, 16];
const TIMERS = 20;

/** How many ms timers of 10 ms fire too late, each set while a channel is busy. */
export async function lateness(): Promise<number[]> {
  const late: number[] = [];
  for (const shape of SHAPES) {
    for (const capacity of CAPACITIES) {
      late.push(...await timers({ ...shape, capacity }));
    }
  }
  return late;
}

interface Load {
  readonly producers: number;
  readonly consumers: number;
  readonly capacity: number;
}

/** The same with no channel at all: what the machine itself adds. */
export function latenessOfIdle(): Promise<number[]> {
  return measure(TIMERS * SHAPES.length * CAPACITIES.length);
}

async function timers(load: Load): Promise<number[]> {
  const channel = new Channel<number>({ capacity: load.capacity });
  const busy = [
    ...Array.from({ length: load.producers }, () => produce(channel)),
    ...Array.from({ length: load.consumers }, () => consume(channel)),
  ];
  const late = await measure(TIMERS);
  channel.abort();
  await Promise.allSettled(busy);
  return late;
}

async function measure(count: number): Promise<number[]> {
  const late: number[] = [];
  for (let timer = 0; timer < count; timer++) {
    const start = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 10));
    late.push(performance.now() - start - 10);
  }
  return late;
}

async function produce(channel: Channel<number>): Promise<void> {
  for (let n = 0;; n++) await channel.send(n);
}

async function consume(channel: Channel<number>): Promise<void> {
  for (;;) await channel.receive();
}
