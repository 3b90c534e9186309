import type { Connection } from "../connection/connection.ts";
import { namesOf } from "../queue/names.ts";

/** How long values that were finished are gathered for one signal, in ms. */
const GATHER_MS = 2;

/** What is said when a queue was closed; an older program takes it for one place. */
const CLOSED = "1 closed";

/** Called when there may be room, and for how many, or when the queue was closed. */
export type RoomListener = (room: number, isClosed: boolean) => void;

/**
 * Says to all who use a queue that there is room in it, and hears it.
 *
 * A signal may be lost, and a user may not be allowed to hear any: a sender that waits for
 * one also looks from time to time.
 */
export class RoomSignals {
  readonly #connection: Connection;
  readonly #subject: string;
  readonly #listeners = new Set<RoomListener>();
  #freed = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Speaks for one queue. */
  constructor(connection: Connection, queue: string) {
    this.#connection = connection;
    this.#subject = namesOf(queue).freed;
  }

  /** Calls `listener` with each signal from now on. */
  listen(listener: RoomListener): void {
    this.#listeners.add(listener);
    if (this.#listeners.size > 1) return;
    this.#connection.nc.subscribe(this.#subject, {
      callback: (error, message) => {
        if (error !== null) return;
        const text = message.string();
        const room = Number.parseInt(text) || 1;
        for (const hear of this.#listeners) hear(room, text === CLOSED);
      },
    });
  }

  /** Says that one more place is free, with others that are freed now. */
  free(): void {
    this.#freed++;
    this.#timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  /** Says so now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#freed === 0) return;
    this.#say(String(this.#freed));
    this.#freed = 0;
  }

  /** Says that the queue was closed, emptied or opened again: all look at it. */
  changed(): void {
    this.#say(CLOSED);
  }

  #say(text: string): void {
    const { nc } = this.#connection;
    if (!nc.isClosed()) nc.publish(this.#subject, text);
  }
}
