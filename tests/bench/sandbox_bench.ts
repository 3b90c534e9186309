// What the sandbox costs, beside the same dispatcher with workers that have none of it.
//   deno bench --no-prompt tests/bench/sandbox_bench.ts

import { plainJob } from "../support/plain_job.ts";
import { Worker } from "node:worker_threads";
import { assertEquals } from "@std/assert";
import { rangeBatches, Sandbox } from "../../lib/mod.ts";
import { Dispatcher } from "../../lib/sandbox/dispatch/dispatcher.ts";
import { resolveLimits } from "../../lib/sandbox/limits.ts";
import {
  type Death,
  DirectStarter,
  type Thread,
  type ThreadSetup,
  type ThreadStarter,
} from "../../lib/sandbox/worker/threads/starter.ts";

const ITEMS = 500_000;
const BATCH = 8_192;
const FACTORY = "() => (n) => [n, n * n]";

/** What a guest does, in a worker where everything else is as Deno made it. */
const BARE = `
  import { workerData } from "node:worker_threads";
  const { port, control } = workerData;
  const words = new Int32Array(control);
  const encoder = new TextEncoder();
  let make;
  port.onmessage = ({ data }) => {
    if ("load" in data) {
      make = (0, eval)(data.load);
      port.postMessage({ type: "ready" });
    } else if ("id" in data) setImmediate(() => run(data));
  };
  function run(batch) {
    let text = "";
    words[1] = 0;
    Atomics.store(words, 0, batch.id);
    let done = 0;
    while (done < batch.count && text.length < 2 ** 22) {
      words[1] = done;
      text += JSON.stringify(make()(batch.from + done)) + "\\n";
      done++;
    }
    const output = encoder.encode(text);
    const reply = { type: "done", id: batch.id, done, output, emitted: done, blank: 0, failures: [] };
    port.postMessage(reply, [output.buffer]);
  }
`;

/** Starts workers without a sandbox, which speak as those with one do. */
class BareStarter implements ThreadStarter {
  start(setup: ThreadSetup, _onDeath: (death: Death) => void): Thread {
    const url = `data:text/javascript,${encodeURIComponent(BARE)}`;
    const worker = new Worker(new URL(url), {
      env: {},
      workerData: setup,
      transferList: [setup.port as never],
    });
    return {
      terminate: () => void worker.terminate(),
      cpuTime: () => Promise.resolve(NaN),
    };
  }

  close(): void {}
}

function dispatcherOf(starter: ThreadStarter): Dispatcher {
  const limits = resolveLimits({ workers: 1 });
  const dispatcher = new Dispatcher({
    ...limits,
    starter,
    loadTimeout: 30_000,
  });
  dispatcher.fleet.setJob(plainJob(FACTORY));
  return dispatcher;
}

/** Runs all items, some batches at a time; resolves to the length of the output. */
async function runAll(dispatcher: Dispatcher): Promise<number> {
  let bytes = 0;
  const onResult = ({ output }: { output: Uint8Array }) => {
    bytes += output.length;
  };
  const open: Promise<void>[] = [];
  for (const batch of rangeBatches({ from: 0, to: ITEMS }, BATCH)) {
    const how = { input: "range", output: "ndjson", onResult } as const;
    open.push(dispatcher.submit(batch, how).done);
    if (open.length >= 4) await open.shift();
  }
  await Promise.all(open);
  return bytes;
}

const bare = dispatcherOf(new BareStarter());
const confined = dispatcherOf(new DirectStarter(768 * 2 ** 20));
await Promise.all([bare.load(), confined.load()]);
const BYTES = await runAll(bare);
assertEquals(await runAll(confined), BYTES);

const items = `${ITEMS} items`;

Deno.bench("without a sandbox", { group: items, baseline: true }, async () => {
  assertEquals(await runAll(bare), BYTES);
});

Deno.bench("in the sandbox", { group: items }, async () => {
  assertEquals(await runAll(confined), BYTES);
});

async function startAndEnd(starter: ThreadStarter): Promise<void> {
  const dispatcher = dispatcherOf(starter);
  await dispatcher.load();
  dispatcher.close(undefined);
}

const start = "start of a worker";

Deno.bench("bare", { group: start, baseline: true }, async () => {
  await startAndEnd(new BareStarter());
});

Deno.bench("confined", { group: start }, async () => {
  await startAndEnd(new DirectStarter(768 * 2 ** 20));
});

const killing = new Sandbox("(n) => { while (n < 0); return n }", {
  unprivileged: true,
  workers: 1,
  timeout: 20,
});
await killing.load();

Deno.bench(
  "an item ended after 20 ms, and one in the worker after it",
  async () => {
    await killing.run(-1).catch(() => {});
    assertEquals(await killing.run(1, { timeout: 20_000 }), 1);
  },
);
