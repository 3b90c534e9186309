import { placeText } from "./item_position.ts";
import { formatCount } from "../units.ts";
import {
  type Failure,
  failureLine,
  failureText,
  traceLines,
} from "./failures.ts";

/** Failures that are said one by one; those after them are grouped. */
const SHOWN = 20;

/** Most groups that are kept apart: it bounds the memory and the lines at the end. */
const GROUPS = 20;

/** How failures are said. */
export interface FailureLogOptions {
  /** Whether each is said, however many there are. */
  readonly all: boolean;
  /** Whether the open calls of the job are shown below each. */
  readonly trace: boolean;
  /** Says a line. */
  readonly say: (line: string) => void;
}

/** Failures that are alike. */
interface Group {
  readonly text: string;
  first: Failure;
  last: Failure;
  count: number;
}

/**
 * Says the first failures as they come, and the others in groups at the end.
 *
 * Invariant: every failure was said, or is counted in one group.
 */
export class FailureLog {
  #count = 0;
  #last: FailureTexts | undefined;
  readonly #options: FailureLogOptions;
  readonly #groups = new Map<string, Group>();

  constructor(options: FailureLogOptions) {
    this.#options = options;
  }

  /** Takes in a failure. O(length of its message). */
  add(failure: Failure): void {
    const { all, trace, say } = this.#options;
    if (++this.#count > SHOWN && !all) return this.#group(failure);
    say(failureLine(failure));
    if (trace) { for (const line of traceLines(failure)) say(line); }
  }

  /** Says the groups, the largest first. */
  end(): void {
    const groups = [...this.#groups.values()]
      .sort((a, b) => b.count - a.count);
    for (const group of groups) this.#options.say(groupLine(group));
    this.#groups.clear();
  }

  /** Its texts; most failures are of the same words as the one before. */
  #textOf(failure: Failure): FailureTexts {
    const { kind, message, trace } = failure;
    const last = this.#last;
    const isSame = last?.message === message && last.kind === kind &&
      last.trace === trace;
    if (last !== undefined && isSame) return last;
    const text = failureText(failure);
    return this.#last = { kind, message, trace, text, key: alike(text) };
  }

  #group(failure: Failure): void {
    const { text, key } = this.#textOf(failure);
    const isNew = !this.#groups.has(key) && this.#groups.size >= GROUPS;
    const place = isNew ? "" : key;
    const group = this.#groups.get(place);
    if (group === undefined) {
      const said = isNew ? "others" : text;
      const start = { text: said, first: failure, last: failure, count: 1 };
      this.#groups.set(place, start);
    } else {
      group.count++;
      // Without an order a failure can come before one of an earlier item.
      if (isBefore(failure, group.first)) group.first = failure;
      if (!isBefore(failure, group.last)) group.last = failure;
    }
  }
}

/** What is said of a failure, and of those like it. */
interface FailureTexts extends Pick<Failure, "kind" | "message" | "trace"> {
  readonly text: string;
  readonly key: string;
}

/** Whether an item stands before another one; of two files the order is as they came. */
function isBefore(one: Failure, other: Failure): boolean {
  return one.file === other.file && one.position < other.position;
}

/** A text without its numbers and quoted parts: failures that share it are alike. */
function alike(text: string): string {
  return text.replaceAll(/"[^"]*"|'[^']*'|\d+/g, "#");
}

/** `… and 19,980 more: threw: no price (job 3:9), lines 21 to 20,000`. */
function groupLine({ text, first, last, count }: Group): string {
  return `… and ${formatCount(count)} more: ${text}, ${rangeText(first, last)}`;
}

function rangeText(first: Failure, last: Failure): string {
  if (first === last) return placeText(first);
  if (first.file !== undefined || last.file !== undefined) {
    return `${placeText(first)} to ${placeText(last)}`;
  }
  const [from, to] = [first, last].map(({ position }) => formatCount(position));
  return `${first.label}s ${from} to ${to}`;
}
