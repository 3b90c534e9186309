import type { Failure, Segment } from "../../mod.ts";
import type { RunOptions } from "../args.ts";
import { failureLine } from "../report.ts";
import { InputTexts, toJsonInput } from "./input_text.ts";
import type { Output } from "./output.ts";

/** Thrown at the first failure when that is to end the run. */
export class StoppedError extends Error {
  constructor() {
    super("Cannot go on: an item failed");
    this.name = "StoppedError";
  }
}

/** What results and failures become. */
export interface ResultWriterOptions {
  readonly run: RunOptions;
  readonly output: Output;
  /** Says something to people, on a line of its own. */
  readonly say: (line: string) => void;
}

const encoder = new TextEncoder();

/** Writes results, and does with failures what `--on-error` says. */
export class ResultWriter {
  readonly #run: RunOptions;
  readonly #output: Output;
  readonly #say: (line: string) => void;
  readonly #label: "line" | "item";

  constructor({ run, output, say }: ResultWriterOptions) {
    this.#run = run;
    this.#output = output;
    this.#say = say;
    this.#label = run.input.format === "range" ? "item" : "line";
  }

  /**
   * Writes outcomes.
   *
   * @throws {StoppedError} If an item failed and that is to end the run; what came
   * before it was written.
   */
  async write(segment: Segment): Promise<void> {
    const { failures, output } = segment;
    const [first] = failures;
    if (first === undefined) return await this.#output.write(output);
    if (this.#run.onError === "stop") return await this.#stop(segment, first);

    for (const failure of failures) this.#report(failure);
    if (this.#run.onError === "emit") return await this.#emit(segment);
    await this.#output.write(output);
  }

  async #stop(segment: Segment, first: Failure): Promise<never> {
    await this.#output.write(segment.output.subarray(0, first.at));
    this.#report(first);
    throw new StoppedError();
  }

  /** Puts a record of each failure where its result would have stood. */
  async #emit({ batch, failures, output }: Segment): Promise<void> {
    const inputs = new InputTexts(batch);
    let written = 0;
    for (const failure of failures) {
      const record = this.#record(failure, inputs.at(failure.position));
      await this.#output.write(output.subarray(written, failure.at));
      await this.#output.write(encoder.encode(record));
      written = failure.at;
    }
    await this.#output.write(output.subarray(written));
  }

  #record({ kind, message, position }: Failure, text: string): string {
    const input = toJsonInput(text, this.#run.input, kind);
    const error = { kind, message, [this.#label]: position + 1 };
    return `{"error":${JSON.stringify(error)},"input":${input}}\n`;
  }

  #report({ kind, message, position }: Failure): void {
    const label = this.#label;
    this.#say(failureLine({ label, position: position + 1, kind, message }));
  }
}
