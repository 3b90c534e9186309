import type { BatchResult, Failure } from "../../../../mod.ts";
import type { WorkCommand } from "../../../args/commands/work_command.ts";
import type { FailureLog } from "../../../report/failure_log.ts";
import { failureLine } from "../../../report/failures.ts";
import { formatDuration } from "../../../units.ts";
import { itemJson, itemString } from "../item_json.ts";
import { jobPlaces } from "../../output/failure_records.ts";
import { StoppedError } from "../../output/result_writer.ts";
import type { RunMeter } from "../../run/run_meter.ts";
import type { RunStats } from "../../run/run_stats.ts";
import type { Item, ItemOutcome } from "./item_batch.ts";
import type { Results } from "./results.ts";

/** What an {@linkcode ItemFinisher} works with. */
export interface FinisherParts {
  readonly results: Results;
  readonly stats: RunStats;
  readonly meter: RunMeter | undefined;
  /** Aborts when there is no time to wait for room any more. */
  readonly stop: AbortSignal;
  /** Says what failed. */
  readonly log: FailureLog;
  readonly say: (text: string) => void;
}

/** Longest pause before another try, in milliseconds: an hour. */
const LONGEST_RETRY_MS = 3_600_000;

const encoder = new TextEncoder();

/**
 * Writes results and then finishes their items; does with failures what was asked for.
 *
 * An item whose lease is not ended here is put back by the caller.
 */
export class ItemFinisher {
  readonly #line: WorkCommand;
  readonly #parts: FinisherParts;

  constructor(line: WorkCommand, parts: FinisherParts) {
    this.#line = line;
    this.#parts = parts;
  }

  /**
   * Finishes items.
   *
   * @throws {StoppedError} If an item failed and that is to end the run.
   * @throws What makes all results fail.
   */
  async finish(
    outcomes: readonly ItemOutcome[],
    result: BatchResult,
  ): Promise<void> {
    // Another machine has those, since this one was stopped for long.
    const live = outcomes.filter(({ item }) => !item.isExpired);
    const good = live.filter(({ failure }) => failure === undefined);
    const { results, stop } = this.#parts;
    const unwritten = await results.write(good, stop);
    const failed = live.filter(({ failure }) => failure !== undefined);
    const notWritten = new Map(unwritten.map((one) => [one.item, one]));
    let emitted = 0;
    for (const { item, line } of good) {
      if (notWritten.has(item)) continue;
      if (item.isExpired) item.abandon();
      else item.done();
      if (line.length > 0) emitted++;
    }
    const failures = [
      ...failed.map(({ item, failure }) => ({
        item,
        failure: failure as Failure,
      })),
      ...unwritten.flatMap(({ item, error }) => this.#tooLong(item, error)),
    ];
    const final = await Promise.all(
      failures.map(({ item, failure }) => this.#fail(item, failure)),
    );
    this.#count(result, {
      count: good.length - unwritten.length,
      emitted,
      failures: failures.flatMap(({ failure }, at) =>
        final[at] ? [failure] : []
      ),
    });
    if (final.includes(true) && this.#line.run.onError === "stop") {
      throw new StoppedError();
    }
  }

  #count(
    result: BatchResult,
    { count, emitted, failures }: {
      readonly count: number;
      readonly emitted: number;
      readonly failures: readonly Failure[];
    },
  ): void {
    const batch = { ...result.batch, count: count + failures.length };
    if (batch.kind === "invalid") return;
    const { stats, meter } = this.#parts;
    const outcomes = { ...result, batch, emitted, failures };
    stats.countOutcomes(outcomes);
    meter?.addOutcomes(outcomes);
  }

  /** The failure of an item whose result no message can hold; nothing for others. */
  #tooLong(
    item: Item,
    error: unknown,
  ): { readonly item: Item; readonly failure: Failure }[] {
    const { stop } = this.#parts;
    if (stop.aborted && error === stop.reason) return [];
    const isSize = error instanceof Error && "kind" in error &&
      error.kind === "size";
    if (!isSize) throw error;
    const message = error.message.replace(/^Cannot use the queue: /, "");
    const failure = {
      position: 0,
      at: 0,
      kind: "result-size",
      message,
    } as const;
    return [{ item, failure }];
  }

  /** Resolves to whether that was the last word: an item may be tried again later. */
  async #fail(item: Item, failure: Failure): Promise<boolean> {
    const { kind, message, trace } = failure;
    const { say, log, stop } = this.#parts;
    const position = item.sequence;
    const what = { label: "item", position, kind, message, trace } as const;
    const { retryDelayMs, run } = this.#line;
    const attempt = retryDelayMs === undefined ? 0 : await item.begun();
    if (retryDelayMs !== undefined && attempt <= run.retries) {
      const delay = retryPause(retryDelayMs, attempt);
      say(
        `${failureLine(what)}; try ${attempt + 1} in ${formatDuration(delay)}`,
      );
      item.retry(delay);
      return false;
    }
    log.add(what);
    if (run.onError === "emit") return await this.#emit(item, failure);
    try {
      await item.bury({ kind, message }, stop);
      return true;
    } catch (error) {
      if (!stop.aborted) throw error;
      return false;
    }
  }

  /** Writes a failure where its result would have stood. */
  async #emit(item: Item, failure: Failure): Promise<boolean> {
    const { kind, message } = failure;
    const error = JSON.stringify({
      ...{ kind, message, item: item.sequence },
      ...jobPlaces(failure, this.#line.run),
    });
    const { bytes } = item;
    const input = kind === "input" ? itemString(bytes) : itemJson(bytes);
    const line = encoder.encode(`{"error":${error},"input":${input}}\n`);
    const { results, stop } = this.#parts;
    const outcome = { item, line, failure: undefined };
    const [unwritten] = await results.write([outcome], stop);
    if (unwritten === undefined) {
      item.done();
      return true;
    }
    if (this.#tooLong(item, unwritten.error).length === 0) return false;
    await item.bury({ kind, message }, stop);
    return true;
  }
}

/** A pause that doubles with each try, and differs by up to a half either way. */
function retryPause(base: number, attempt: number): number {
  const pause = base * 2 ** Math.min(attempt - 1, 20);
  return Math.round(Math.min(pause, LONGEST_RETRY_MS) * (0.5 + Math.random()));
}
