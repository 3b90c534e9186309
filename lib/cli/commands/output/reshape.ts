import type { BatchResult, Failure } from "../../../mod.ts";
import type { RunSettings } from "../../args/run_settings.ts";
import { NullLines, type Shape, ShapeError } from "./shape.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Turns outcomes, a line of JSON for each item, into an output of another shape. */
export class Reshaper {
  readonly #shape: Shape;
  readonly #isFlat: boolean;

  constructor(shape: Shape, isFlat: boolean) {
    this.#shape = shape;
    this.#isFlat = isFlat;
  }

  /** The same outcomes; an item whose records do not fit is a failure now. */
  reshape(result: BatchResult): BatchResult {
    const { batch, failures, blank } = result;
    const values = valuesOf(decoder.decode(result.output));
    const failed = failures.length === 0
      ? undefined
      : new Map(failures.map((one) => [one.position, one]));
    const text = new ShapedText();
    let next = 0;
    for (let item = 0; item < batch.count; item++) {
      const position = batch.first + item;
      const failure = failed?.get(position);
      if (failure === undefined) {
        this.#add(text, { value: values[next++], position });
      } else text.fail(failure);
    }
    const { times } = result;
    return { batch, blank, ...text.end(), ...(times && { times }) };
  }

  /** What is left to write at the end. */
  end(): Uint8Array {
    return encoder.encode(this.#shape.end());
  }

  #add(
    text: ShapedText,
    { value, position }: { value: unknown; position: number },
  ): void {
    if (value === undefined) return;
    const records = this.#isFlat && Array.isArray(value) ? value : [value];
    try {
      text.add(this.#shape.textOf(records), records.length);
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      text.fail({ position, kind: "result", message: error.message });
    }
  }
}

/** The value on each line; undefined on one that is empty. */
function valuesOf(lines: string): readonly unknown[] {
  if (/^\n|\n\n/.test(lines)) {
    return lines.split("\n").map((line) =>
      line === "" ? undefined : JSON.parse(line)
    );
  }
  // At once, which takes half the time.
  return JSON.parse(`[${lines.slice(0, -1).replaceAll("\n", ",")}]`);
}

/** Text, and the failures between its parts. */
class ShapedText {
  #text = "";
  #size = 0;
  #emitted = 0;
  readonly #parts: Uint8Array[] = [];
  readonly #failures: Failure[] = [];

  add(text: string, records: number): void {
    this.#text += text;
    this.#emitted += records;
  }

  fail(failure: Omit<Failure, "at">): void {
    this.#encode();
    this.#failures.push({ ...failure, at: this.#size });
  }

  end(): Pick<BatchResult, "output" | "emitted" | "failures"> {
    this.#encode();
    const output = new Uint8Array(this.#size);
    let offset = 0;
    for (const part of this.#parts) {
      output.set(part, offset);
      offset += part.length;
    }
    return { output, emitted: this.#emitted, failures: this.#failures };
  }

  #encode(): void {
    if (this.#text === "") return;
    const part = encoder.encode(this.#text);
    this.#parts.push(part);
    this.#size += part.length;
    this.#text = "";
  }
}

/** What a run needs to write what workers cannot. */
export function reshaperOf(
  { output, hasNullEnds, emit }: RunSettings,
): Reshaper | undefined {
  if (output !== "lines" || !hasNullEnds) return undefined;
  return new Reshaper(new NullLines(), emit === "elements");
}
