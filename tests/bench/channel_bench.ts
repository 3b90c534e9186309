// How many times as fast as the channel of @std/async ours is, beside what is
// wanted. `deno task bench:channel`
//
// With words as arguments, only the tables whose names contain one of them.

import {
  batches,
  cancels,
  floors,
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
import { lateness, latenessOfIdle } from "./channel_lateness.ts";
import { median, report, rounded } from "./report.ts";

const MANY: Rounds = { warm: 6, counted: 31 };
const SOME: Rounds = { warm: 3, counted: 9 };
/** For what takes minutes, where every cancel walks through all who wait. */
const ONCE: Rounds = { warm: 0, counted: 1 };

/** What a table should come to. */
interface Wanted {
  /** The geometric mean of its ratios. */
  readonly mean?: number;
  /** Its smallest ratio. */
  readonly least?: number;
}

interface Table {
  readonly name: string;
  readonly title: string;
  readonly cases: readonly Case[];
  readonly rounds: Rounds;
  readonly wanted?: Wanted;
}

const TABLES: readonly Table[] = [
  {
    name: "receive",
    title: "`send` and `receive`",
    cases: traffic("byReceive", 40_000),
    rounds: MANY,
    wanted: { mean: 1.3, least: 1 },
  },
  {
    name: "await",
    title: "`send` and `for await`",
    cases: traffic("byIteration", 40_000),
    rounds: MANY,
    wanted: { mean: 2.4, least: 1.4 },
  },
  {
    name: "ping",
    title: "Ping-pong over two channels",
    cases: pingPong(20_000),
    rounds: MANY,
    wanted: { least: 1 },
  },
  {
    name: "limits",
    title:
      "A limit on every wait; for std a timeout is an `AbortSignal.timeout`",
    cases: limits(10_000),
    rounds: SOME,
  },
  {
    name: "batches",
    title: "Batches of 64, beside single values of std",
    cases: batches(64_000),
    rounds: MANY,
  },
  {
    name: "floors",
    title: "What no channel can be faster than, beside std",
    cases: floors(40_000),
    rounds: MANY,
  },
  {
    name: "cancels",
    title: "Waits that are cancelled, one cold run each",
    cases: cancels(50_000),
    rounds: ONCE,
  },
];

function isAsked(name: string): boolean {
  return Deno.args.length === 0 ||
    Deno.args.some((word) => name.includes(word));
}

async function measure({ name, title, cases, rounds, wanted }: Table) {
  const outcomes = [];
  for (const what of cases) outcomes.push(await compare(what, rounds));
  const ratios = outcomes.map(ratioOf);
  await report(`channel_${name}`, `${title}, ns an operation`, [
    ["", "ours", "std", "times as fast", "wanted"],
    ...outcomes.map((outcome) => row(outcome, wanted?.least)),
    ["geometric mean", "", "", ...figure(geometricMean(ratios), wanted?.mean)],
    ["least", "", "", ...figure(Math.min(...ratios), wanted?.least)],
  ]);
}

function row(outcome: Outcome, least: number | undefined): string[] {
  const [ours = NaN, std = NaN] = [...outcome.speed.values()];
  return [
    outcome.title,
    rounded(1e9 / ours),
    rounded(1e9 / std),
    ...figure(ratioOf(outcome), least),
  ];
}

function ratioOf({ ratio }: Outcome): number {
  return ratio.get("std") ?? NaN;
}

function figure(value: number, wanted: number | undefined): string[] {
  return [`**${rounded(value)}**`, wanted === undefined ? "" : `≥ ${wanted}`];
}

async function measureTimers(): Promise<void> {
  const late = await lateness();
  const idle = await latenessOfIdle();
  const row = (name: string, of: (late: number[]) => number, wanted = "") => [
    name,
    rounded(of(late)),
    rounded(of(idle)),
    wanted,
  ];
  await report("channel_timers", "How late a timer of 10 ms fires, in ms", [
    ["", "channels busy", "nothing busy", "wanted"],
    row("median", median),
    row("19 of 20", (late) => late.toSorted((a, b) => a - b).at(-9) ?? NaN),
    row("latest", (late) => Math.max(...late), "≤ 12"),
  ]);
}

for (const table of TABLES) {
  if (isAsked(table.name)) await measure(table);
}
if (isAsked("timers")) await measureTimers();
