/**
 * Errors that no promise carries, kept from ending the process for a while.
 *
 * A broker that refuses our certificate says so after the handshake, as an event of
 * a socket that has no owner yet; the connect itself only runs out of time.
 */
export class UncaughtErrors implements Disposable {
  /** The first of them that tells why the connection failed. */
  reason: Error | undefined;
  readonly #hold = (event: Event) => {
    event.preventDefault();
    const error = event instanceof ErrorEvent ? event.error : undefined;
    if (error instanceof Error) this.reason ??= error;
  };

  constructor() {
    globalThis.addEventListener("error", this.#hold);
  }

  [Symbol.dispose](): void {
    globalThis.removeEventListener("error", this.#hold);
  }
}
