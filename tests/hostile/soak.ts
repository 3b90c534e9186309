// A long run of items that misbehave, and an account of every one of them:
//   deno run --no-prompt tests/hostile/soak.ts [ITEMS] [COMMON] [RARE]
// Prints what came out, and what the process holds before and after. Each kind of
// soak_items.ts comes once in COMMON or RARE items.

import process from "node:process";
import { type BatchResult, rangeBatches, Sandbox } from "../../lib/mod.ts";
import { kindOf, type Mix, soakJob } from "./soak_items.ts";

/** What is asked of a soak. */
export interface SoakOptions extends Mix {
  readonly items: number;
  /** Longest time of an item, in milliseconds. */
  readonly timeout?: number;
  readonly workers?: number;
}

/** What came of a soak. */
export interface SoakReport {
  /** How many items had an outcome, by kind of item and outcome. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** How many items had none, or two. */
  readonly wrong: number;
  /** What came out otherwise than it must, the first of it. */
  readonly complaints: readonly string[];
  /** Memory of the process before, at most and after, in MB. */
  readonly rssMb: readonly [before: number, most: number, after: number];
  readonly seconds: number;
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

/** Complaints that are kept. */
const MOST_COMPLAINTS = 20;

const decoder = new TextDecoder();

/** Compares what comes out with what must. */
class Account {
  readonly outcomes: Record<string, number> = {};
  readonly complaints: string[] = [];
  readonly #seen: Uint8Array;
  readonly #mix: Mix;

  constructor({ items, ...mix }: SoakOptions) {
    this.#seen = new Uint8Array(items);
    this.#mix = mix;
  }

  get wrong(): number {
    return this.#seen.filter((count) => count !== 1).length;
  }

  take({ batch, output, failures }: BatchResult): void {
    const values = decoder.decode(output).split("\n");
    const kinds = new Map(
      failures.map(({ position, kind }) => [position, kind]),
    );
    let line = 0;
    for (let at = 0; at < batch.count; at++) {
      const position = batch.first + at;
      this.#seen[position] = (this.#seen[position] ?? 0) + 1;
      const outcome = kinds.get(position) ?? "ok";
      this.#check(position, outcome);
      if (outcome !== "ok") continue;
      const value = values[line++];
      if (value !== String(position ** 2)) {
        this.#complain(`${position}: ${value}`);
      }
    }
  }

  #check(
    position: number,
    outcome: BatchResult["failures"][number]["kind"] | "ok",
  ): void {
    const { name, outcomes } = kindOf(position, this.#mix) ?? HONEST;
    const key = `${name}: ${outcome}`;
    this.outcomes[key] = (this.outcomes[key] ?? 0) + 1;
    if (!outcomes.includes(outcome)) this.#complain(`${position}: ${key}`);
  }

  #complain(what: string): void {
    if (this.complaints.length < MOST_COMPLAINTS) this.complaints.push(what);
  }
}

const HONEST = { name: "honest", outcomes: ["ok"] };

/** Runs the items through a sandbox, and counts. */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const start = performance.now();
  const before = rssMb();
  let most = before;
  const watch = setInterval(() => most = Math.max(most, rssMb()), 50);
  const account = new Account(options);
  await using sandbox = new Sandbox(soakJob(options), {
    unprivileged: true,
    workers: options.workers,
    timeout: options.timeout ?? 3_000,
    steps: 50_000_000,
    endowments: ["intl", "bytes", "digest"],
  });
  await sandbox.pipe(rangeBatches({ from: 0, to: options.items }, 4096), {
    ...{ input: "range", output: "ndjson", capacity: 8192 },
    sink: (result) => account.take(result),
  });
  sandbox.close();
  const seconds = Math.round(performance.now() - start) / 1000;
  clearInterval(watch);
  const { outcomes, wrong, complaints } = account;
  const memory = [before, most, rssMb()] as const;
  return { outcomes, wrong, complaints, rssMb: memory, seconds };
}

if (import.meta.main) {
  const [items = 1_000_000, common = 1_000, rare = 20_000] = process.argv
    .slice(2).map(Number);
  const report = await soak({ items, common, rare });
  await wait(1_500);
  const all = { ...report, burning: await burningNow() };
  process.stdout.write(JSON.stringify(all, null, 2) + "\n");
}
