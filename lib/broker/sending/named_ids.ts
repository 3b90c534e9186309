import { BrokerError } from "../broker_error.ts";
import { checkId, namedId } from "../message_id.ts";
import { RecentMap } from "../recent_map.ts";

/** At least so many of the latest ids are remembered, and at most twice as many. */
const REMEMBERED = 10_000;

/**
 * The ids that callers of this process gave to values.
 *
 * An id names one value. The broker stores another value under the same id beside the
 * first; where this process gave out both, that is a mistake worth saying.
 */
export class NamedIds {
  readonly #given = new RecentMap<string>(REMEMBERED);

  /**
   * The broker's id for a value of that digest.
   *
   * @throws {BrokerError} Of kind `id`, if another value has that id.
   */
  brokerId(id: string, digest: string): string {
    checkId(id);
    const known = this.#given.get(id);
    if (known !== undefined && known !== digest) {
      throw new BrokerError(
        "id",
        `Cannot send: another value was sent with the id ${JSON.stringify(id)}`,
      );
    }
    this.#given.set(id, digest);
    return namedId(id, digest);
  }
}
