import type { Batch, BatchResult, Failure } from "../../../mod.ts";
import type { RunSettings } from "../../args/run_settings.ts";
import type { FailureLog } from "../../report/failure_log.ts";
import type { FileIndex } from "../input/input_source.ts";
import type { ItemPosition } from "../../report/item_position.ts";
import { isJson, positionOf } from "../run/formats.ts";
import type { Output } from "./output.ts";
import { ReasonJson, RecordBytes } from "./failure_records.ts";
import { joined } from "../../joined.ts";

/** Thrown at the first failure when that is to end the run. */
export class StoppedError extends Error {
  constructor() {
    super("Cannot go on: an item failed");
    this.name = "StoppedError";
  }
}

/** Cuts a result behind its first failure, which ends the run. */
export function upToFailure(result: BatchResult): BatchResult {
  const { batch, failures: [first], output } = result;
  if (first === undefined || batch.kind === "invalid") return result;
  const count = first.position - batch.first + 1;
  return {
    ...result,
    batch: { ...batch, count },
    output: output.subarray(0, first.at),
    failures: [first],
  };
}

/** What results and failures become. */
export interface ResultWriterOptions {
  readonly run: RunSettings;
  readonly output: Output;
  /** Where items come from. */
  readonly files?: FileIndex | undefined;
  /** Says what failed. */
  readonly log: FailureLog;
}

/** Writes results, and does with failures what `--on-error` says. */
export class ResultWriter {
  readonly #run: RunSettings;
  readonly #output: Output;
  readonly #files: FileIndex | undefined;
  readonly #log: FailureLog;
  /** What ends a record of a failure. */
  readonly #terminator: string;
  readonly #reason: ReasonJson;

  constructor({ run, output, files, log }: ResultWriterOptions) {
    this.#run = run;
    this.#files = files;
    this.#output = output;
    this.#log = log;
    this.#reason = new ReasonJson(run);
    this.#terminator = run.output === "lines" && run.hasNullEnds ? "\0" : "\n";
  }

  /**
   * Writes outcomes.
   *
   * @throws {StoppedError} If an item failed and that is to end the run; what came
   * before it was written.
   */
  async write(result: BatchResult): Promise<void> {
    const { failures, output } = result;
    const [first] = failures;
    if (first === undefined) return await this.#output.write(output);
    if (this.#run.onError === "stop") return await this.#stop(result, first);

    for (const failure of failures) this.#report(result, failure);
    if (this.#run.onError === "emit") return await this.#emit(result);
    await this.#output.write(output);
  }

  async #stop(result: BatchResult, first: Failure): Promise<never> {
    await this.#output.write(result.output.subarray(0, first.at));
    this.#report(result, first);
    throw new StoppedError();
  }

  /** Puts a record of each failure where its result would have stood. */
  async #emit({ batch, failures, output }: BatchResult): Promise<void> {
    const { InputTexts } = await import("../input/input_texts.ts");
    const inputs = new InputTexts(batch, failures.length);
    let text = "";
    for (const failure of failures) {
      text += this.#record({
        batch,
        failure,
        text: inputs.at(failure.position),
      });
    }
    const records = new RecordBytes(text, this.#terminator);
    const parts: Uint8Array[] = [];
    let taken = 0;
    for (const { at } of failures) {
      if (at > taken) parts.push(output.subarray(taken, at));
      parts.push(records.next());
      taken = at;
    }
    parts.push(output.subarray(taken));
    // At once: a write costs more than all else about a failure.
    await this.#output.write(joined(parts));
  }

  #record(
    { batch, failure, text }: { batch: Batch; failure: Failure; text: string },
  ): string {
    const { kind } = failure;
    const { label, position, file } = this.#place(batch, failure);
    const [what, where] = this.#reason.of(failure);
    const named = file === undefined ? "" : `,"file":${JSON.stringify(file)}`;
    const input = isJson({ batch, kind }, this.#run)
      ? text
      : JSON.stringify(text);
    return `{"error":{${what},"${label}":${position}${named}${where}},` +
      `"input":${input}}${this.#terminator}`;
  }

  #report({ batch }: BatchResult, failure: Failure): void {
    const { kind, message, trace } = failure;
    const place = this.#place(batch, failure);
    this.#log.add({ ...place, kind, message, trace });
  }

  #place(batch: Batch, { position }: Failure): ItemPosition {
    const files = this.#files;
    return positionOf(position, { batch, run: this.#run, files });
  }
}
