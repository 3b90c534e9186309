/**
 * Cuts the bytes of a table into batches of rows, each of which is a line.
 *
 * Invariants: `#start <= #scanner.begin <= #end <= #limit`; the rows from `#start` to
 * `#scanner.begin` are whole, `#rows.count` of them, and have no line feed but their last;
 * none is there before the columns are known.
 *
 * @module
 */

import {
  beginsWithMark,
  CARRIAGE_RETURN,
  decode,
  LINE_FEED,
  MARK_SIZE,
  replaceByte,
} from "../../internal/bytes.ts";
import { checkInteger } from "../../internal/checks.ts";
import { invariant, invariants } from "../../internal/invariant.ts";
import type { Batch } from "../batch.ts";
import { BatchFill } from "../batch_fill.ts";
import { BUFFER_SIZE, BufferPool } from "../buffer_pool.ts";
import type { Framer } from "../framer.ts";
import { LONGEST_LINE } from "../line_framer.ts";
import type { ReadTableOptions } from "./table_options.ts";
import {
  checkDelimiter,
  headerFields,
  layoutOf,
  scanRules,
  simpleRules,
} from "./table_rules.ts";
import { RowScanner } from "./row_scanner.ts";
import { RowBatches } from "./row_batches.ts";
import { passRows, type SimpleRules } from "./simple_rows.ts";
import { LONGEST_SPAN, TOO_LONG } from "./stray_quotes.ts";
import { columnNames } from "./table_fields.ts";
import { INNER_LINE_FEED, NOT_UTF8, type TableLayout } from "./table_format.ts";

/** Cuts a table into batches. */
export class TableFramer implements Framer {
  isOver = false;
  #buffer: Uint8Array<ArrayBuffer>;
  /** Begin of what was not given out. */
  #start = 0;
  /** End of what was read. */
  #end = 0;
  /** Where reading into this buffer ends: short rows fill a batch before its end. */
  #limit = BUFFER_SIZE;
  /** The line on which the row begins that is scanned, from 1. */
  #line = 1;
  /** How many lines are still to be skipped. */
  #toSkip: number;
  /** Why the line that is read is refused. */
  #reason: string | undefined;
  /** Whether the line that is read was refused already, because it is too long. */
  #isSkipping = false;
  #isBegun = false;
  #layout: TableLayout | undefined;
  /** The rows that are whole and not given out. */
  readonly #rows: RowBatches;
  /** How simple rows are told apart; undefined if none is simple. */
  readonly #simpleRules: SimpleRules | undefined;
  readonly #scanner: RowScanner;
  readonly #longestLine: number;
  readonly #fill: BatchFill;
  readonly #buffers: BufferPool;
  readonly #options: ReadTableOptions;

  constructor(options: ReadTableOptions) {
    const { maxItems, longestLine = LONGEST_LINE, skipLines = 0 } = options;
    const { buffers = new BufferPool() } = options;
    checkDelimiter(options.delimiter);
    checkInteger("maxItems", maxItems, { least: 1 });
    this.#rows = new RowBatches({ maxItems, buffers });
    this.#fill = new BatchFill(maxItems);
    checkInteger("longestLine", longestLine, { least: 1 });
    checkInteger("skipLines", skipLines, { least: 0 });
    this.#options = options;
    this.#longestLine = longestLine;
    this.#toSkip = skipLines;
    this.#buffers = buffers;
    this.#buffer = buffers.take(BUFFER_SIZE);
    this.#scanner = new RowScanner(scanRules(options));
    this.#simpleRules = simpleRules(options);
    const { columns, hasHeader = true } = options;
    if (!hasHeader && columns !== undefined) this.#setColumns(columns);
  }

  get hasLines(): boolean {
    return this.#rows.count > 0;
  }

  room(): Uint8Array<ArrayBuffer> {
    return this.#buffer.subarray(this.#end, this.#limit);
  }

  *filled(size: number): Generator<Batch, void> {
    const added = this.#buffer.subarray(this.#end, this.#end + size);
    replaceByte(added, INNER_LINE_FEED, { by: NOT_UTF8 });
    this.#end += size;
    if (this.#end < MARK_SIZE && !this.#isBegun) return;
    yield* this.#scan(false);
    if (this.#isSkipping) this.#scanner.skipLine();
    if (this.#end < this.#limit) return;
    yield* this.takeLines();
    yield* this.#makeRoom();
  }

  *takeLines(): Generator<Batch, void> {
    const { begin } = this.#scanner;
    if (this.#layout !== undefined) {
      const bytes = this.#buffer.subarray(this.#start, begin);
      if (this.hasLines) this.#fill.learn(bytes.length, this.#rows.count);
      this.#start = begin;
      yield* this.#rows.take(bytes, this.#layout);
    }
    this.#start = begin;
    this.#check();
  }

  *takeRest(): Generator<Batch, void> {
    yield* this.#scan(true);
    yield* this.takeLines();
  }

  /** Finds the rows in what was read; gives what is refused, and all before it. */
  *#scan(isLast: boolean): Generator<Batch, void> {
    this.#skipMark();
    const scanner = this.#scanner;
    while (scanner.begin < this.#end && !this.isOver) {
      this.#passRows();
      if (scanner.begin === this.#end) return;
      if (this.#toSkip > 0 && scanner.at === scanner.begin) scanner.readLine();
      const step = scanner.next(this.#buffer, this.#end, isLast);
      if (step === "more") return;
      if (step === "refused") {
        this.#reason = scanner.reason;
        scanner.readLine();
      } else {
        yield* this.#endRow();
        scanner.beginRow(scanner.at);
      }
    }
  }

  /** Takes in the rows that come next, as far as they are simple. */
  #passRows(): void {
    const scanner = this.#scanner;
    const rules = this.#simpleRules;
    const isReady = rules !== undefined && this.#layout !== undefined &&
      scanner.at === scanner.begin && scanner.lineEnd === LINE_FEED &&
      this.#reason === undefined && !this.#isSkipping;
    if (!isReady || this.#end - scanner.begin > this.#longestLine) return;
    const bytes = this.#buffer.subarray(scanner.begin, this.#end);
    const { end, count } = passRows(bytes, rules);
    this.#rows.add(this.#line, count);
    this.#line += count;
    scanner.beginRow(scanner.begin + end);
  }

  *#endRow(): Generator<Batch, void> {
    const { begin, at, lines } = this.#scanner;
    const line = this.#line;
    this.#line += lines;
    const isTooLong = lines === 1 && at - begin > this.#longestLine + 1;
    if (this.#isSkipping) this.#isSkipping = false;
    else if (this.#toSkip > 0) this.#toSkip--;
    else if (this.#reason !== undefined) yield* this.#refuse(line);
    else if (isTooLong) yield* this.#refuseLong(line);
    else if (this.#layout !== undefined) return this.#addRow(line);
    else return yield* this.#readColumns(line);
    this.#start = at;
  }

  /** Takes in a whole row, and makes one line of it. */
  #addRow(line: number): void {
    const { begin, at, lines, lineEnd } = this.#scanner;
    const last = this.#buffer[at - 1];
    const isReturn = lineEnd === CARRIAGE_RETURN;
    const end = last === LINE_FEED || isReturn && last === CARRIAGE_RETURN
      ? at - 1
      : at;
    if (lines > 1 || isReturn) {
      const row = this.#buffer.subarray(begin, end);
      replaceByte(row, LINE_FEED, { by: INNER_LINE_FEED });
    }
    if (end < at) this.#buffer[end] = LINE_FEED;
    this.#rows.add(line, 1);
  }

  /** Takes the columns from the first row. */
  *#readColumns(line: number): Generator<Batch, void> {
    const { begin, at } = this.#scanner;
    const { hasHeader = true } = this.#options;
    const fields = headerFields(
      this.#buffer.subarray(begin, at),
      this.#options,
    );
    if (fields === undefined) {
      this.#reason = "not valid UTF-8";
      yield* this.#refuse(line);
    } else if (fields.length > 0) {
      this.#setColumns(columnNames(hasHeader ? fields : fields.map(() => "")));
      if (!hasHeader) return this.#addRow(line);
    }
    this.#start = at;
  }

  #setColumns(columns: readonly string[]): void {
    this.#layout = layoutOf(columns, this.#options);
    this.#scanner.setColumns(columns.length);
    this.#options.onColumns?.(columns);
  }

  /** Gives the line as one that is refused, after all before it. */
  *#refuse(line: number): Generator<Batch, void> {
    const { begin, at } = this.#scanner;
    const input = decode(this.#buffer.subarray(begin, at))
      .replace(/(\r?\n|\r)$/, "");
    const reason = this.#reason ?? "";
    this.#reason = undefined;
    yield* this.#giveInvalid({ reason, input, line });
  }

  *#refuseLong(line: number): Generator<Batch, void> {
    const reason = `the line is longer than ${this.#longestLine} bytes`;
    yield* this.#giveInvalid({ reason, input: "", line });
  }

  *#giveInvalid(
    item: { reason: string; input: string; line: number },
  ): Generator<Batch, void> {
    yield* this.takeLines();
    const { hasHeader = true } = this.#options;
    this.isOver = this.#layout === undefined && hasHeader;
    const reason = this.isOver
      ? `${item.reason}; no row can be read without the names of the columns`
      : item.reason;
    yield this.#rows.invalid({ ...item, reason });
  }

  #skipMark(): void {
    if (this.#isBegun) return;
    this.#isBegun = true;
    if (!beginsWithMark(this.#buffer.subarray(0, this.#end))) return;
    this.#scanner.beginRow(MARK_SIZE);
    this.#start = MARK_SIZE;
  }

  /** Goes on in a new buffer, since batches still use the old one. */
  *#makeRoom(): Generator<Batch, void> {
    if (!this.#isSkipping) yield* this.#giveUpLong();
    const { begin } = this.#scanner;
    const rest = this.#buffer.subarray(begin, this.#end);
    const old = this.#buffer;
    // The view is empty once its buffer was given back.
    const size = rest.length;
    this.#buffer = this.#buffers.take(Math.max(BUFFER_SIZE, 2 * size));
    this.#buffer.set(rest);
    this.#limit = this.#fill.limitOf(this.#buffer, size);
    this.#buffers.giveBack({ bytes: old, count: 1 });
    this.#scanner.shift(begin);
    this.#start = 0;
    this.#end = size;
    this.#check();
  }

  /** Refuses the row that has begun, if it is too long already. */
  *#giveUpLong(): Generator<Batch, void> {
    const scanner = this.#scanner;
    const size = this.#end - scanner.begin;
    if (scanner.lines > 1 && size > LONGEST_SPAN) {
      this.#reason = TOO_LONG;
      scanner.readLine();
    } else if (scanner.lines === 1 && size > this.#longestLine) {
      yield* this.#refuseLong(this.#line);
      this.#isSkipping = true;
      scanner.skipLine();
    }
  }

  #check(): void {
    if (!invariants.checked) return;
    const { begin } = this.#scanner;
    invariant(
      this.#start <= begin && begin <= this.#end && this.#end <= this.#limit,
      "what is scanned lies between what was given out and what was read",
    );
  }
}
