import { deadline } from "../../../../deps/std/deadline.ts";
import { formatCount } from "../../../units.ts";
import type { Queue, Session } from "../session.ts";
import type { Prefix, SentPrefix } from "./sent_prefix.ts";

/** How often it is written down how far an input was sent, in milliseconds. */
const SAVE_MS = 100;

/** Longest pause after that failed, in milliseconds: it may work later. */
const LONGEST_PAUSE_MS = 10_000;

/** What a {@linkcode SendRecord} works with. */
export interface RecordParts {
  readonly session: Session;
  readonly queue: Queue;
  readonly prefix: SentPrefix;
  /** The name of the input. */
  readonly name: string;
  /** Whether the caller chose the name, and may come back with it. */
  readonly isNamed: boolean;
  readonly say: (text: string) => void;
}

/**
 * What the broker knows of how far an input was sent, so that the same command goes on
 * where it was.
 */
export class SendRecord {
  readonly #parts: RecordParts;
  #known: Prefix | undefined;
  #saved = 0;
  #dueAt = performance.now() + SAVE_MS;
  #pauseMs = SAVE_MS;
  #saving: Promise<void> | undefined;
  #isDenied = false;

  constructor(parts: RecordParts) {
    this.#parts = parts;
  }

  /** Finds out how far the input was sent before. */
  async load(): Promise<void> {
    const { queue, name, isNamed, say } = this.#parts;
    if (!isNamed) return;
    try {
      const found = await queue.admin.progresses.load(name);
      if (found === undefined) return;
      this.#known = found;
      this.#saved = found.count;
      const age = Date.now() - found.time.getTime();
      const isKnown = age < queue.admin.idWindow && !found.isServerNew;
      if (found.isWhole || isKnown) return;
      say(
        "note: items of the last tenth of a second before the input broke off may " +
          "be stored twice, the broker no longer knows them",
      );
    } catch (error) {
      this.#deny(error);
    }
  }

  /**
   * Whether the next item was sent before; to be asked before each is added.
   *
   * @throws {BrokerError} If what was sent before under that name was something else.
   */
  isSent(): boolean {
    const { prefix } = this.#parts;
    if (this.#known === undefined) return false;
    if (prefix.added < this.#known.count) return true;
    this.#check(this.#known);
    this.#known = undefined;
    return false;
  }

  /** At the end of the input: it must not be shorter than what was sent of it. */
  end(): void {
    if (this.#known !== undefined) this.#check(this.#known);
  }

  /** Writes down how far the input was sent, from time to time. */
  saveSometimes(): void {
    const isDue = this.#parts.isNamed && this.#saving === undefined &&
      performance.now() >= this.#dueAt;
    if (isDue) this.#saving = this.#saveNow();
  }

  /** Writes down how far the input was sent; gives up after some time, if there is a limit. */
  async save(isWhole: boolean, limitMs?: number): Promise<void> {
    try {
      const saving = Promise.resolve(this.#saving)
        .then(() => this.#save(isWhole));
      await (limitMs === undefined ? saving : deadline(saving, limitMs));
    } catch (error) {
      this.#deny(error);
    }
  }

  async #saveNow(): Promise<void> {
    try {
      await this.#save(false);
      this.#pauseMs = SAVE_MS;
    } catch (error) {
      this.#deny(error);
      this.#pauseMs = Math.min(2 * this.#pauseMs, LONGEST_PAUSE_MS);
    }
    this.#saving = undefined;
    this.#dueAt = performance.now() + this.#pauseMs;
  }

  async #save(isWhole: boolean): Promise<void> {
    const { queue, name, prefix } = this.#parts;
    const sent = prefix.sentPrefix;
    if (sent === undefined) return;
    if (sent.count <= this.#saved && !isWhole) return;
    await queue.admin.progresses.save(name, { ...sent, isWhole });
    this.#saved = sent.count;
  }

  /** Says that it is not written down, since the broker does not answer. */
  giveUp(): void {
    this.#deny(new DOMException("", "TimeoutError"));
  }

  #check(known: Prefix): void {
    const { digest, count } = this.#parts.prefix.prefix;
    const { session, name, say } = this.#parts;
    if (digest === known.digest && count === known.count) {
      const items = count === 1
        ? "1 item was"
        : `${formatCount(count)} items were`;
      return say(`going on: ${items} sent before`);
    }
    throw new session.broker.BrokerError(
      "id",
      `Cannot send: another input was sent with --id ${name}; choose another name`,
    );
  }

  #deny(error: unknown): void {
    if (this.#isDenied) return;
    this.#isDenied = true;
    const isLate = error instanceof DOMException;
    const why = isLate ? "the broker does not answer" : messageOf(error);
    this.#parts.say(`note: how far the input was sent is not kept: ${why}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
