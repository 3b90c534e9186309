// How many times as fast as other queues our channel is. `deno task bench:channel`
//
// With words as arguments, only the tables whose names contain one of them.

import { batches, beside, cancels, limits, traffic } from "./channel_cases.ts";
import {
  type Case,
  compare,
  geometricMean,
  type Outcome,
  type Rounds,
} from "./channel_harness.ts";
import {
  effectQueue,
  fastq,
  type Peer,
  pQueue,
  python,
  webStreams,
} from "./channel_peers.ts";

const ROUNDS: Rounds = { warm: 3, counted: 9 };
const FEW: Rounds = { warm: 1, counted: 3 };
/** Minutes, where every cancel walks through all that wait. */
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
  if (!Deno.args.every((word) => !title.includes(word)) || !Deno.args.length) {
    const outcomes: Outcome[] = [];
    print(`\n## ${title}\n`);
    for (const [index, what] of cases.entries()) {
      const result = await compare(what, rounds);
      if (index === 0) head(result);
      row(result);
      outcomes.push(result);
    }
    foot(outcomes);
  }
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

async function peers(): Promise<Map<string, Peer>> {
  return new Map([
    ["Web Streams", webStreams],
    ["fastq", await fastq()],
    ["p-queue", await pQueue()],
    ["effect", await effectQueue()],
  ]);
}

async function pythons(): Promise<Map<string, Peer>> {
  const found = new Map<string, Peer>();
  const kinds = [["queue.Queue", "threads"], ["asyncio.Queue", "asyncio"]];
  for (const [name = "", kind = ""] of kinds) {
    const peer = await python(kind);
    if (peer !== undefined) found.set(name, peer);
  }
  return found;
}

print("Millions of operations a second, and how many times as fast ours is.");
await table("receive", traffic("byReceive", 40_000), ROUNDS);
await table("for await", traffic("byIteration", 40_000), ROUNDS);
await table("limits", limits(10_000), ROUNDS);
await table("batches", batches(64_000), ROUNDS);
await table("other queues", beside(await peers(), 20_000), FEW);
await table("Python", beside(await pythons(), 20_000), FEW);
await table("cancels", cancels(50_000), ONCE);
