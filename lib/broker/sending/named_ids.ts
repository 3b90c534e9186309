import { BrokerError } from "../broker_error.ts";
import { checkId, namedId } from "../message_id.ts";

/** How many of the latest ids are remembered. */
const REMEMBERED = 10_000;

/**
 * The ids that callers of this process gave to values.
 *
 * An id names one value. The broker stores another value under the same id beside the
 * first; where this process gave out both, that is a mistake worth saying.
 */
export class NamedIds {
  readonly #given = new Map<string, string>();

  /**
   * The broker's id for a value.
   *
   * @throws {BrokerError} Of kind `id`, if another value has that id.
   */
  brokerId(id: string, data: Uint8Array): string {
    checkId(id);
    const brokerId = namedId(id, data);
    const known = this.#given.get(id);
    if (known !== undefined && known !== brokerId) {
      throw new BrokerError(
        "id",
        `Cannot send: another value was sent with the id ${JSON.stringify(id)}`,
      );
    }
    this.#given.delete(id);
    this.#given.set(id, brokerId);
    if (this.#given.size > REMEMBERED) {
      const [oldest = ""] = this.#given.keys();
      this.#given.delete(oldest);
    }
    return brokerId;
  }
}
