import type { NatsConnection } from "../../deps/nats_transport.ts";

/** How long values that were finished are gathered for one signal, in ms. */
const GATHER_MS = 2;

/** Tells those who wait to send that there is room in a queue. */
export class RoomNotifier {
  readonly #nc: NatsConnection;
  readonly #subject: string;
  #freed = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Made for one subject. */
  constructor(nc: NatsConnection, subject: string) {
    this.#nc = nc;
    this.#subject = subject;
  }

  /** Says that one more place is free, with others that are freed now. */
  ring(): void {
    this.#freed++;
    this.#timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  /** Says so now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#freed === 0 || this.#nc.isClosed()) return;
    this.#nc.publish(this.#subject, String(this.#freed));
    this.#freed = 0;
  }
}
