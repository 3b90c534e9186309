/**
 * Trying every known way out of the sandbox, on the machine it is to run on.
 *
 * @module
 */

import { ItemError, JobError } from "../../errors.ts";
import { Sandbox, type SandboxOptions } from "../../sandbox.ts";
import { parseJob } from "../job/parse_job.ts";
import { ESCAPING, KEEPING } from "./keeping.ts";
import type { Probe, ProbeCategory, ProbeLayer } from "./attempt.ts";
import { REACHING } from "./reaching.ts";
import { SPELLING } from "./spelling.ts";
import { EXCEEDING, LEAKING, WASTING } from "./wasting.ts";

export type { ProbeCategory, ProbeLayer } from "./attempt.ts";

/** What became of one attempt to get out. */
export interface AuditRow {
  /** What it would have led to. */
  readonly category: ProbeCategory;
  /** What was tried, in a few words. */
  readonly name: string;
  /** What stopped it; "none" if nothing did. */
  readonly layer: ProbeLayer | "none";
  /** Whether it was stopped. */
  readonly stopped: boolean;
  /** What was seen, in one line; may hold text from inside the sandbox. */
  readonly detail: string;
}

/** How {@linkcode audit} starts its workers. */
export interface AuditOptions {
  /**
   * Says that this process holds no permission; see {@linkcode SandboxOptions}.
   *
   * @default {false}
   */
  readonly unprivileged?: boolean | undefined;
  /** Gives up when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

/** An endless attempt is ended after this time, in milliseconds. */
const WASTE_MS = 200;

/** Any other has time enough on a busy machine, in milliseconds. */
const LONGEST_MS = 20_000;

/**
 * Tries every known way out of the sandbox, in real workers of this very program.
 *
 * Resolves to what became of each attempt, in a fixed order; takes about two seconds.
 *
 * @example Refuse to go on when anything gets through
 * ```ts
 * import { audit } from "@sluice/sluice";
 * import { assert } from "@std/assert";
 *
 * const rows = await audit();
 * assert(rows.every(({ stopped }) => stopped));
 * ```
 *
 * @param options How workers are started.
 * @throws {SandboxError} If no worker can be started at all.
 * @throws The reason of a signal that aborts.
 */
export async function audit(options: AuditOptions = {}): Promise<AuditRow[]> {
  const texts = await Promise.all(SPELLING.map(tryText));
  const [inside, kept] = await Promise.all([
    tryInside(INSIDE, { ...options, workers: 2 }),
    // What an item leaves behind, only a later one in the same worker can find.
    tryInside(KEEPING, { ...options, workers: 1 }),
  ]);
  return [...texts, ...LOADED, ...inside, ...kept];
}

const INSIDE: readonly Probe[] = [
  ...REACHING,
  ...ESCAPING,
  ...EXCEEDING,
  ...LEAKING,
  ...WASTING,
];

/** What a worker checks itself before it loads a job: one that started has passed. */
const LOADED: readonly AuditRow[] = [
  ["files", "hold a permission to read or write"],
  ["network", "hold a permission for the network"],
  ["host", "hold a permission for the environment or the system"],
  ["threads", "hold a permission to run programs or machine code"],
  ["imports", "load a module that no parser has seen"],
].map(([category, name]) => ({
  category: category as ProbeCategory,
  name: name as string,
  layer: "worker",
  stopped: true,
  detail: "the worker checked it before it began",
}));

/** One job that makes the attempt whose number it is given. */
function jobOf(probes: readonly Probe[]): string {
  const attempts = probes.map(({ attempt }) => `(${attempt})`).join(",\n");
  return `const attempts = [\n${attempts}\n];\n` +
    "export default (number) => attempts[number]();";
}

async function tryText(probe: Probe): Promise<AuditRow> {
  try {
    await parseJob(probe.attempt);
    return rowOf(probe, "none", "the text was accepted");
  } catch (error) {
    if (!(error instanceof JobError)) throw error;
    return rowOf(probe, "text", error.message);
  }
}

/** Makes each attempt in one sandbox, those to leave something behind twice. */
async function tryInside(
  probes: readonly Probe[],
  options: SandboxOptions,
): Promise<AuditRow[]> {
  await using sandbox = new Sandbox(jobOf(probes), options);
  return await Promise.all(probes.map(async (probe, item) => {
    const timeout = WASTING.includes(probe) ? WASTE_MS : LONGEST_MS;
    if (KEEPING.includes(probe)) {
      await outcomeOf(sandbox.run(item, { timeout }));
    }
    const outcome = await outcomeOf(sandbox.run(item, { timeout }));
    const { layer, detail } = outcome;
    const isMissed = layer === "realm" && ENDING.includes(probe);
    return rowOf(probe, isMissed ? "none" : layer, detail);
  }));
}

/** Attempts that must be ended from outside: coming to an end was not expected. */
const ENDING: readonly Probe[] = [...LEAKING, ...WASTING];

/** What stopped an attempt, by what came of its item. */
async function outcomeOf(
  running: Promise<unknown>,
): Promise<Pick<AuditRow, "layer" | "detail">> {
  try {
    const got = await running;
    return got === undefined || got === false || got === null
      ? { layer: "realm", detail: "there is no such thing" }
      : { layer: "none", detail: `it got ${JSON.stringify(got)}` };
  } catch (error) {
    if (!(error instanceof ItemError)) throw error;
    const { kind, message } = error;
    const layer = LAYER_OF[kind] ?? "limit";
    return { layer, detail: message };
  }
}

const LAYER_OF: Readonly<Record<string, ProbeLayer>> = {
  threw: "realm",
  result: "data",
  "result-size": "data",
};

const LONGEST_DETAIL = 120;

function rowOf(
  { category, name }: Probe,
  layer: AuditRow["layer"],
  detail: string,
): AuditRow {
  const short = detail.slice(0, LONGEST_DETAIL);
  return { category, name, layer, stopped: layer !== "none", detail: short };
}
