import { type Run, timed } from "./channel_harness.ts";
import { type Shape, times, total } from "./channel_shapes.ts";

/** Moves all items of a shape, holding its producers back at a capacity. */
export type Peer = (shape: Shape, capacity: number) => Promise<Run>;

// Not in the text of an import, so that only the comparison loads them and no
// check of the whole project does: the last one is 50 MB.
const FASTQ = "npm:fastq@1.20.3";
const P_QUEUE = "npm:p-queue@10.0.0";
const EFFECT = "npm:effect@4.1.0";

/** A pair of streams; writers and readers of one shape share a lock. */
export function webStreams(shape: Shape, capacity: number): Promise<Run> {
  return timed(async () => {
    const { producers, consumers, items } = shape;
    const { writable, readable } = new TransformStream<number, number>(
      {},
      { highWaterMark: capacity },
      { highWaterMark: 0 },
    );
    const writer = writable.getWriter();
    const reader = readable.getReader();
    const sums = times(consumers, async () => {
      let sum = 0;
      for (let n = 0; n < items / consumers; n++) {
        sum += (await reader.read()).value as number;
      }
      return sum;
    });
    await Promise.all(times(producers, async () => {
      for (let n = 0; n < items / producers; n++) {
        await writer.ready;
        writer.write(n);
      }
    }));
    return total(await Promise.all(sums));
  });
}

/** A queue of jobs with callbacks. */
export async function fastq(): Promise<Peer> {
  const { default: make } = await import(FASTQ);
  return (shape, capacity) =>
    timed(async () => {
      let sum = 0;
      const add = (value: number): Promise<void> => {
        sum += value;
        return Promise.resolve();
      };
      const queue = make.promise(add, shape.consumers);
      await Promise.all(times(shape.producers, async () => {
        for (let n = 0; n < shape.items / shape.producers; n++) {
          const done = queue.push(n);
          if (queue.length() >= capacity) await done;
        }
      }));
      await queue.drained();
      return sum;
    });
}

/** A queue of jobs with promises. */
export async function pQueue(): Promise<Peer> {
  const { default: PQueue } = await import(P_QUEUE);
  return (shape, capacity) =>
    timed(async () => {
      let sum = 0;
      const queue = new PQueue({ concurrency: shape.consumers });
      await Promise.all(times(shape.producers, async () => {
        for (let n = 0; n < shape.items / shape.producers; n++) {
          queue.add(() => {
            sum += n;
          });
          if (queue.size >= capacity) await queue.onSizeLessThan(capacity);
        }
      }));
      await queue.onIdle();
      return sum;
    });
}

/** A bounded queue between fibers. */
export async function effectQueue(): Promise<Peer> {
  const { Effect, Queue } = await import(EFFECT);
  return ({ producers, consumers, items }, capacity) => {
    const all = { concurrency: "unbounded" };
    const program = Effect.gen(function* () {
      const queue = yield* Queue.bounded(capacity);
      const produce = Effect.gen(function* () {
        for (let n = 0; n < items / producers; n++) {
          yield* Queue.offer(queue, n);
        }
        return 0;
      });
      const consume = Effect.gen(function* () {
        let sum = 0;
        for (let n = 0; n < items / consumers; n++) {
          sum += yield* Queue.take(queue);
        }
        return sum;
      });
      const fibers = [
        ...times(consumers, () => consume),
        ...times(producers, () => produce),
      ];
      return total(yield* Effect.all(fibers, all));
    });
    return timed(() => Effect.runPromise(program));
  };
}

/** A queue of Python, measured there; `undefined` where that cannot be run. */
export async function python(kind: string): Promise<Peer | undefined> {
  const run = { name: "run", command: "python3" } as const;
  const { state } = await Deno.permissions.query(run);
  if (state !== "granted") return undefined;
  const script = new URL("channel_python.py", import.meta.url).pathname;
  const peer: Peer = async ({ producers, consumers, items }, capacity) => {
    const numbers = [producers, consumers, items, capacity].map(String);
    const { stdout } = await new Deno.Command("python3", {
      args: [script, kind, ...numbers],
      stderr: "inherit",
    }).output();
    const [seconds, sum] = JSON.parse(new TextDecoder().decode(stdout));
    return { ms: seconds * 1000, sum };
  };
  try {
    await peer({ producers: 1, consumers: 1, items: 1 }, 1);
    return peer;
  } catch {
    return undefined;
  }
}
