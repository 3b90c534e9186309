import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Item } from "../../../../../lib/cli/commands/broker/work/item_batch.ts";
import type { Results } from "../../../../../lib/cli/commands/broker/work/results.ts";
import {
  WorkLoop,
  type WorkParts,
} from "../../../../../lib/cli/commands/broker/work/work_loop.ts";
import { RunStats } from "../../../../../lib/cli/commands/run/run_stats.ts";
import { parseCommandLine } from "../../../../../lib/cli/args/parse_command_line.ts";
import type { BytesBatch } from "../../../../../lib/framing/batch.ts";
import { ChannelClosedError } from "../../../../../lib/mod.ts";
import { settled } from "../../../../support/settled.ts";

const encode = (text: string) => new TextEncoder().encode(text);

/** A loop over a queue of `count` items, whose sandbox gives each item back. */
function open(
  count: number,
  {
    ahead = 0,
    run = (batch: BytesBatch) => Promise.resolve(batch),
    begun = (_sequence: number): number => 1,
    more = [] as readonly string[],
  } = {},
) {
  const args = ["work", "nats://h/q", "n=>n", "--ahead", `${ahead}`, ...more];
  const line = parseCommandLine(args, "sluice");
  if (line.command !== "work") throw new Error(line.command);
  const ends: string[] = [];
  const asked: number[] = [];
  // What is given back comes again, last.
  const left = Array.from({ length: count }, (_, at) => at + 1);
  const item = (sequence: number) => {
    const end = (what: string) => () => {
      if (one.hasEnded) return;
      one.hasEnded = true;
      ends.push(`${what} ${sequence}`);
      if (what === "back") left.push(sequence);
    };
    const one = {
      ...{ sequence, bytes: encode(`${sequence}`), hasEnded: false },
      // It may have been given back, too.
      ...{ deliveries: 9, attempt: 9 },
      begun: () => Promise.try(() => begun(sequence)),
      ...{ isExpired: false, done: end("done"), giveBack: end("back") },
    };
    return one as unknown as Item;
  };
  const queue = {
    leaseMany(room: number, { signal }: { signal: AbortSignal }) {
      asked.push(room);
      if (signal.aborted || left.length === 0) {
        const end = new ChannelClosedError("Cannot receive: closed");
        return Promise.reject(signal.aborted ? signal.reason : end);
      }
      return Promise.resolve(left.splice(0, room).map(item));
    },
  };
  type Sink = { onResult: (result: object) => void };
  const sandbox = {
    workers: 2,
    async runBatch(batch: BytesBatch, { onResult }: Sink) {
      await run(batch);
      const output = batch.bytes;
      const { count: emitted } = batch;
      onResult({ batch, output, emitted, blank: 0, failures: [] });
    },
  };
  const stopping = Promise.withResolvers<void>();
  const stop = new AbortController();
  const shutdown = {
    ...{ stopping: stopping.promise, stopReading: stop.signal },
    stopNow: new AbortController().signal,
  };
  const stats = new RunStats();
  const results = { write: () => Promise.resolve([]) } as unknown as Results;
  const parts = { queue, sandbox, shutdown, results, stats, say: () => {} };
  const loop = new WorkLoop(line, parts as unknown as WorkParts);
  const end = () => {
    stop.abort(new Error("stop"));
    stopping.resolve();
  };
  return { loop, ends, asked, stats, end };
}

Deno.test("Every item of a queue is run and finished, and the end of the queue is the end", async () => {
  const { loop, ends, stats } = open(5);
  await assertRejects(() => loop.runAll(), ChannelClosedError);
  assertEquals(ends, [1, 2, 3, 4, 5].map((n) => `done ${n}`));
  assertEquals([stats.read, stats.done, loop.held], [5, 5, 0]);
});

Deno.test("No more is taken than the workers have and what may be ahead", async () => {
  const { loop, asked } = open(9, { ahead: 1 });
  await assertRejects(() => loop.runAll(), ChannelClosedError);
  assertEquals(loop.slots, 3);
  assert(asked.every((room) => room <= 3), `${asked}`);
});

Deno.test("What runs is finished when the run is told to stop, and the rest goes back", async () => {
  const go = Promise.withResolvers<void>();
  const { loop, ends, end } = open(9, {
    ahead: 2,
    run: async (batch) => {
      await go.promise;
      return batch;
    },
  });
  const running = loop.runAll();
  await settled(Promise.resolve());
  assertEquals(loop.oldest?.item, 1);
  end();
  await settled(Promise.resolve());
  assert(ends.every((what) => what.startsWith("back")), `${ends}`);
  go.resolve();
  await running;
  assertEquals([loop.held, loop.oldest], [0, undefined]);
  const done = ends.filter((what) => what.startsWith("done"));
  assert(done.includes("done 1") && ends.length <= 4, `${ends}`);
});

Deno.test("A sandbox that fails ends the run, and its items go back", async () => {
  const { loop, ends } = open(3, {
    run: () => Promise.reject(new Error("no worker lives")),
  });
  await assertRejects(() => loop.runAll(), Error, "no worker lives");
  assertEquals([loop.held, ends.length > 0], [0, true]);
  assert(ends.every((what) => what.startsWith("back")), `${ends}`);
});

Deno.test("An item that was begun often is run alone, and with nothing held beside it", async () => {
  const batches: string[] = [];
  const { loop, ends } = open(9, {
    ahead: 3,
    begun: (sequence) => sequence === 4 ? 3 : 2,
    run: (batch) => {
      batches.push(new TextDecoder().decode(batch.bytes).trim());
      if (batches.at(-1) === "4") {
        const over = ends.filter((what) => what.startsWith("done"));
        const back = ends.filter((what) => what.startsWith("back"));
        assertEquals(loop.held, 1, `${over}; ${back}`);
      }
      return Promise.resolve(batch);
    },
  });
  await assertRejects(() => loop.runAll(), ChannelClosedError);
  assert(batches.includes("4"), `${batches}`);
  const done = ends.filter((what) => what.startsWith("done"));
  assertEquals(
    done.toSorted(),
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `done ${n}`),
  );
});

Deno.test("Items that were all begun often are taken one by one", async () => {
  const { loop, asked, ends } = open(6, { ahead: 4, begun: () => 3 });
  await assertRejects(() => loop.runAll(), ChannelClosedError);
  assert(asked.slice(1).every((room) => room === 1), `${asked}`);
  assertEquals(ends.filter((what) => what.startsWith("done")).length, 6);
});

Deno.test("Who asked for retries later does not make an item a suspect by them", async () => {
  const { loop, ends } = open(6, {
    ahead: 4,
    begun: () => 4,
    more: ["--retry-delay", "1s", "--retries", "2"],
  });
  await assertRejects(() => loop.runAll(), ChannelClosedError);
  assertEquals(ends.filter((what) => what.startsWith("back")), []);
});

Deno.test("A broker that cannot tell how often an item was begun ends the run", async () => {
  const { loop, ends } = open(3, {
    ahead: 4,
    begun: (sequence) => {
      if (sequence === 2) throw new Error("lost");
      return 3;
    },
  });
  await assertRejects(() => loop.runAll(), Error, "lost");
  assertEquals([loop.held, ends.length], [0, 3]);
});
