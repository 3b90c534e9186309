// NDJSON through a pool of threads in Node, as a user of such a pool would write it.
// node map_node_pool.cjs piscina|workerpool THREADS < in > out

const { once } = require("node:events");
const path = require("node:path");
const process = require("node:process");

const [, , kind, threads] = process.argv;
const filename = path.join(__dirname, "map_node_batch.cjs");
const BATCH = 500;
const IN_FLIGHT = 4 * Number(threads);

/** Each gives a function that runs a batch, and one that ends the pool. */
const pools = {
  piscina() {
    const { Piscina } = require("piscina");
    const count = Number(threads);
    const pool = new Piscina({
      filename,
      minThreads: count,
      maxThreads: count,
    });
    return { run: (lines) => pool.run(lines), end: () => pool.destroy() };
  },
  workerpool() {
    const workerpool = require("workerpool");
    const pool = workerpool.pool(filename, {
      minWorkers: Number(threads),
      maxWorkers: Number(threads),
      workerType: "thread",
      workerThreadOpts: { argv: ["workerpool"] },
    });
    return {
      run: (lines) => pool.exec("mapBatch", [lines]),
      end: () => pool.terminate(),
    };
  },
};

async function* batches() {
  process.stdin.setEncoding("utf8");
  let rest = "";
  let batch = [];
  for await (const chunk of process.stdin) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      batch.push(line);
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
  }
  if (rest !== "") batch.push(rest);
  if (batch.length > 0) yield batch;
}

async function write(text) {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

async function main() {
  const { run, end } = pools[kind]();
  const open = [];
  for await (const batch of batches()) {
    open.push(run(batch));
    if (open.length >= IN_FLIGHT) await write(await open.shift());
  }
  for (const result of open) await write(await result);
  await end();
}

main();
