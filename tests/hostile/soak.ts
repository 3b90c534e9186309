// A long run of items that misbehave, and an account of every one of them:
//   deno run --no-prompt tests/hostile/soak.ts [ITEMS] [LOOPS] [HEAPS]
// Prints what came out, and what the process holds before and after.

import process from "node:process";
import { rangeBatches, Sandbox } from "../../lib/mod.ts";

/** What is asked of a soak. */
export interface SoakOptions {
  readonly items: number;
  /** Items that loop for ever. */
  readonly loops: number;
  /** Items that fill the heap. */
  readonly heaps: number;
}

/** What came of a soak. */
export interface SoakReport {
  /** How many items had an outcome, by kind. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** How many items had none, or two. */
  readonly wrong: number;
  /** Memory of the process before and after, in MB. */
  readonly rssMb: readonly [before: number, after: number];
  /** Share of one core that was busy after the end. */
  readonly burning: number;
  readonly seconds: number;
}

function jobOf({ items, loops, heaps }: SoakOptions): string {
  const eachLoop = Math.max(1, Math.floor(items / Math.max(1, loops)));
  const eachHeap = Math.max(1, Math.floor(items / Math.max(1, heaps)));
  return `(n) => {
    if (${loops} > 0 && n % ${eachLoop} === 1) for (;;);
    if (${heaps} > 0 && n % ${eachHeap} === 2) {
      const kept = [];
      for (;;) kept[kept.length] = new Array(1000).fill(n);
    }
    if (n % 100 === 3) throw new Error("thrown " + n);
    if (n % 100 === 4) return () => n;
    return n * n;
  }`;
}

const rssMb = () => Math.round(process.memoryUsage().rss / 1e6);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The share of a core that the process uses while it should be idle. */
async function burningNow(): Promise<number> {
  const before = process.cpuUsage();
  await wait(500);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 500_000;
}

/** Runs the items through a sandbox, and counts. */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const { items } = options;
  const start = performance.now();
  const before = rssMb();
  const seen = new Uint8Array(items);
  const outcomes: Record<string, number> = { ok: 0 };
  await using sandbox = new Sandbox(jobOf(options), {
    unprivileged: true,
    timeout: 1_000,
  });
  await sandbox.pipe(rangeBatches({ from: 0, to: items }, 4096), {
    input: "range",
    output: "ndjson",
    capacity: 8192,
    sink({ batch, failures }) {
      for (let item = 0; item < batch.count; item++) {
        const position = batch.first + item;
        seen[position] = (seen[position] ?? 0) + 1;
      }
      outcomes.ok = (outcomes.ok ?? 0) + batch.count - failures.length;
      for (const { kind } of failures) {
        outcomes[kind] = (outcomes[kind] ?? 0) + 1;
      }
    },
  });
  sandbox.close();
  const seconds = Math.round(performance.now() - start) / 1000;
  const wrong = seen.filter((count) => count !== 1).length;
  await wait(1_500);
  const burning = await burningNow();
  return { outcomes, wrong, rssMb: [before, rssMb()], burning, seconds };
}

if (import.meta.main) {
  const [items = 1_000_000, loops = 300, heaps = 50] = process.argv.slice(2)
    .map(Number);
  const report = await soak({ items, loops, heaps });
  process.stdout.write(JSON.stringify(report, null, 2) + "\n");
}
