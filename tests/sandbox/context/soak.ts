// A long run of items that call the program, some of which end their worker, and an
// account of every call:
//   deno run --no-prompt tests/sandbox/context/soak.ts [ITEMS] [KILLS]

import process from "node:process";
import { Sandbox } from "../../../lib/mod.ts";

/** What is asked of a soak. */
export interface SoakOptions {
  readonly items: number;
  /** Items that loop for ever after their second call of three. */
  readonly kills: number;
  /** Time an item may take, in milliseconds. */
  readonly timeout?: number;
}

/** What came of it. */
export interface SoakReport {
  readonly right: number;
  readonly timeouts: number;
  /** Outcomes that are none of these. */
  readonly wrong: readonly string[];
  /** Calls that ran once, and those that ran more often. */
  readonly once: number;
  readonly more: number;
  readonly replaced: number;
}

const JOB = `async ({ n, loops }, { call }) => {
  const a = await call.add(n, 1);
  const [b, c] = await Promise.all([call.add(a, 2), call.add(a, 3)]);
  if (loops) for (;;);
  return a + b + c;
}`;

/** Runs the items, and counts what the functions were asked. */
export async function soakCalls(
  { items, kills, timeout = 2_000 }: SoakOptions,
): Promise<SoakReport> {
  const asked = new Uint8Array(3 * items);
  await using sandbox = new Sandbox(JOB, {
    unprivileged: true,
    workers: 2,
    timeout,
    calls: {
      add: async ([a, b], { index }) => {
        // What waits behind a slow item goes to another worker.
        if (index % 97 === 0) await new Promise((done) => setTimeout(done, 30));
        const at = 3 * index + (b as number) - 1;
        asked[at] = (asked[at] ?? 0) + 1;
        return (a as number) + (b as number);
      },
    },
  });
  const every = Math.floor(items / (kills + 1));
  const loops = (n: number) => n % every === every - 1 && n < every * kills;
  const source = function* () {
    for (let n = 0; n < items; n++) yield { n, loops: loops(n) };
  };
  let right = 0;
  let timeouts = 0;
  const wrong: string[] = [];
  for await (const { index, ...outcome } of sandbox.map(source())) {
    const isRight = outcome.ok && outcome.value === 3 * (index + 1) + 5;
    if (isRight && !loops(index)) right++;
    else if (!outcome.ok && outcome.error.kind === "timeout" && loops(index)) {
      timeouts++;
    } else wrong.push(`item ${index}: ${JSON.stringify(outcome)}`);
  }
  const count = (accepts: (times: number) => boolean) =>
    asked.reduce((sum, times) => sum + (accepts(times) ? 1 : 0), 0);
  return {
    right,
    timeouts,
    wrong: wrong.slice(0, 10),
    once: count((times) => times === 1),
    more: count((times) => times > 1),
    replaced: sandbox.stats.replaced,
  };
}

if (import.meta.main) {
  const [items = 100_000, kills = 50] = process.argv.slice(2).map(Number);
  const begin = performance.now();
  const report = await soakCalls({ items, kills });
  const seconds = Math.round((performance.now() - begin) / 100) / 10;
  process.stdout.write(`${JSON.stringify({ ...report, seconds }, null, 2)}\n`);
}
