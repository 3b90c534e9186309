import { SCAN_MODULE } from "./json_scan_module.ts";

/** Where the memory holds what is read, and what is written: see json_scan.wat. */
const READ_AT = 65_792;
const WRITE_AT = 131_584;

/** Most bytes that are followed at a time. */
export const SLICE: number = 64 * 2 ** 10;

/** What following has come upon. */
export const Event = {
  /** Nothing: all was followed, or there are as many lines as wanted. */
  None: 0,
  /** The end of a text of which nothing but blanks was in this slice. */
  BlankEnd: 1,
  /** A value that begins inside of another, where none can. */
  Another: 2,
  /** The end of what stands outside of all brackets: a number, a word, or nonsense. */
  ScalarEnd: 3,
} as const;

/** Where in the input a scan can be. */
const State = { InScalar: 2, InString: 4 } as const;

interface Scanner {
  readonly memory: { readonly buffer: ArrayBuffer };
  follow(stop: number, most: number): number;
  readonly state: { readonly value: number };
  readonly beginLine: { readonly value: number };
  readonly depth: { readonly value: number };
  readonly inArray: { readonly value: number };
  readonly at: { value: number };
  readonly to: { value: number };
  readonly lines: { value: number };
  readonly lineEnd: { value: number };
}

/** What a part of a slice has become. */
export interface Followed {
  /** One of {@linkcode Event}. */
  readonly event: number;
  /** Whole lines, and then the text that has begun; valid until the next call. */
  readonly text: Uint8Array<ArrayBuffer>;
  readonly lines: number;
  /** How many bytes of the text the whole lines take. */
  readonly whole: number;
}

let module: WebAssembly.Module | undefined;

/** Follows JSON values, and puts each on a line. */
export class JsonScan {
  readonly #scanner: Scanner;
  readonly #memory: Uint8Array<ArrayBuffer>;
  #stop = READ_AT;

  constructor() {
    // Compiled once, and only where JSON is read that is not one value a line.
    module ??= new WebAssembly.Module(Uint8Array.fromBase64(SCAN_MODULE));
    const { exports } = new WebAssembly.Instance(module);
    this.#scanner = exports as unknown as Scanner;
    this.#memory = new Uint8Array(this.#scanner.memory.buffer);
  }

  /** The line on which the array, or the value at the top, begins. */
  get beginLine(): number {
    return this.#scanner.beginLine.value;
  }

  get isInArray(): boolean {
    return this.#scanner.inArray.value === 1;
  }

  get isInScalar(): boolean {
    return this.#scanner.state.value === State.InScalar;
  }

  /** Whether it is inside of a value, which is no scalar at the top. */
  get isInValue(): boolean {
    return this.#scanner.state.value > State.InScalar;
  }

  /** Whether all brackets and strings of the value are closed. */
  get isClosed(): boolean {
    const { depth, state } = this.#scanner;
    const isInString = state.value === State.InString ||
      state.value === State.InString + 1;
    return depth.value === 0 && !isInString;
  }

  /** Whether all of the slice was followed. */
  get isDone(): boolean {
    return this.#scanner.at.value >= this.#stop;
  }

  /** Takes in a slice, of at most {@linkcode SLICE} bytes. */
  put(slice: Uint8Array): void {
    this.#memory.set(slice, READ_AT);
    this.#scanner.at.value = READ_AT;
    this.#stop = READ_AT + slice.length;
  }

  /** Goes on until something happens, or there are `most` lines. */
  follow(most: number): Followed {
    const scanner = this.#scanner;
    scanner.to.value = scanner.lineEnd.value = WRITE_AT;
    scanner.lines.value = 0;
    const event = scanner.follow(this.#stop, most);
    return {
      event,
      text: this.#memory.subarray(WRITE_AT, scanner.to.value),
      lines: scanner.lines.value,
      whole: scanner.lineEnd.value - WRITE_AT,
    };
  }
}
