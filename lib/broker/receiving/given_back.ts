import type { Connection } from "../connection/connection.ts";
import { retryRequest } from "../connection/retry_request.ts";
import { givenBackSubject, namesOf } from "../queue/names.ts";
import type { Delivery } from "./delivery.ts";

/**
 * Keeps, beside a queue, which items were given back unrun.
 *
 * The broker counts how often it gave an item out, and knows no more. Who gives an item
 * back without having begun it leaves a note, one for each time; who has reason to take
 * an item for a bad one counts the notes. So an item costs nothing until it comes back.
 */
export class GivenBack {
  readonly #connection: Connection;
  readonly #queue: string;

  /** Keeps those of one queue. */
  constructor(connection: Connection, queue: string) {
    this.#connection = connection;
    this.#queue = queue;
  }

  /** Leaves a note; to be called before the item is given back. */
  note({ sequence, count }: Delivery): void {
    const { nc, lost } = this.#connection;
    if (lost !== undefined || nc.isClosed()) return;
    // Nobody waits for it: the program may be about to end. One that is lost, or not allowed,
    // counts as an attempt.
    nc.publish(givenBackSubject(this.#queue, sequence, count));
  }

  /**
   * How often an item was given back; 0 where that is not to be known.
   *
   * @throws {BrokerError} If the broker is lost.
   */
  async count(sequence: number): Promise<number> {
    const { streams } = this.#connection.jsm;
    const subjects_filter = givenBackSubject(this.#queue, sequence, "*");
    const { sends } = namesOf(this.#queue);
    try {
      const { state } = await retryRequest(
        this.#connection,
        () => streams.info(sends, { subjects_filter }),
      );
      return Object.keys(state.subjects ?? {}).length;
    } catch (error) {
      if (this.#connection.lost !== undefined) throw error;
      // An older queue, or a user without the right: each time counts.
      return 0;
    }
  }
}
