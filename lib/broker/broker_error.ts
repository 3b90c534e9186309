/**
 * Why a broker cannot be used.
 *
 * - `address`: the address names no queue, or carries what it must not.
 * - `forbidden`: this process may not connect to the broker.
 * - `unreachable`: nothing answers there, or not any more.
 * - `credentials`: the broker, or its certificate, was refused, or refused us.
 * - `denied`: the broker's rules keep this user from doing that.
 * - `version`: the server loses items, and is not used.
 * - `missing`: there is no such queue, or no JetStream, on the broker.
 * - `settings`: a stream has the queue's name, and is no queue.
 * - `size`: the broker takes no value of that length.
 * - `id`: another value was sent with the id of this one.
 * - `storage`: the broker has no room on its disk.
 * - `uncertain`: no answer came; a value may have been stored, or not.
 * - `closed`: the channel of this process was disposed.
 * - `failed`: something else, in the broker's words.
 */
export type BrokerErrorKind =
  | "address"
  | "forbidden"
  | "unreachable"
  | "credentials"
  | "denied"
  | "version"
  | "missing"
  | "settings"
  | "size"
  | "id"
  | "storage"
  | "uncertain"
  | "closed"
  | "failed";

/** Thrown when a broker, or a queue on it, cannot be used. */
export class BrokerError extends Error {
  /** Why it cannot be used. */
  readonly kind: BrokerErrorKind;

  /**
   * Creates the error.
   *
   * @param kind Why it cannot be used.
   * @param message One sentence about it, free of secrets.
   * @param options What caused it.
   */
  constructor(kind: BrokerErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "BrokerError";
    this.kind = kind;
  }
}
