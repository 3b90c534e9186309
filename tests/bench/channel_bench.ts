// How many times as fast as other queues our channel is. `deno task bench:channel`
//
// With words as arguments, only the tables whose names contain one of them.

import {
  batches,
  cancels,
  limits,
  pingPong,
  traffic,
} from "./channel_cases.ts";
import {
  type Case,
  compare,
  geometricMean,
  type Outcome,
  type Rounds,
} from "./channel_harness.ts";
const ROUNDS: Rounds = { warm: 10, counted: 31 };
const SOME: Rounds = { warm: 4, counted: 9 };
/** For what takes minutes, where every cancel walks through all who wait. */
const ONCE: Rounds = { warm: 0, counted: 1 };

const encoder = new TextEncoder();

function print(line: string): void {
  Deno.stdout.writeSync(encoder.encode(`${line}\n`));
}

async function table(
  title: string,
  cases: readonly Case[],
  rounds: Rounds,
): Promise<void> {
  const wanted = Deno.args;
  if (wanted.length > 0 && !wanted.some((word) => title.includes(word))) return;
  const outcomes: Outcome[] = [];
  print(`\n## ${title}\n`);
  for (const what of cases) {
    const result = await compare(what, rounds);
    if (outcomes.length === 0) head(result);
    row(result);
    outcomes.push(result);
  }
  foot(outcomes);
}

function head({ speed }: Outcome): void {
  const [first, ...others] = speed.keys();
  const columns = others.map((name) => `${name} | times`);
  print(`| | ${first} | ${columns.join(" | ")} |`);
  print(`| --- |${" --: |".repeat(1 + 2 * others.length)}`);
}

function row({ title, speed, ratio }: Outcome): void {
  const [first, ...others] = speed.keys();
  const cells = others.map((name) =>
    `${millions(speed.get(name))} | **${rounded(ratio.get(name))}**`
  );
  print(
    `| ${title} | ${millions(speed.get(first ?? ""))} | ${cells.join(" | ")} |`,
  );
}

function foot(outcomes: readonly Outcome[]): void {
  const names = [...outcomes[0]?.ratio.keys() ?? []].slice(1);
  const means = names.map((name) => {
    const ratios = outcomes.map(({ ratio }) => ratio.get(name) ?? NaN);
    return ` | **${rounded(geometricMean(ratios))}**`;
  });
  print(`| geometric mean | | ${means.join(" | ")} |`);
}

function millions(perSecond = NaN): string {
  return (perSecond / 1e6).toPrecision(3);
}

function rounded(ratio = NaN): string {
  return ratio >= 100 ? ratio.toFixed(0) : ratio.toPrecision(3);
}

print("Millions of operations a second, and how many times as fast ours is.");
await table("receive", traffic("byReceive", 10_000), ROUNDS);
await table("for await", traffic("byIteration", 10_000), ROUNDS);
await table("ping-pong", pingPong(10_000), ROUNDS);
await table("limits", limits(10_000), SOME);
await table("batches", batches(32_000), ROUNDS);
await table("cancels", cancels(50_000), ONCE);
