import { nuid } from "../../deps/nats_transport.ts";
import { checkWait } from "../../internal/deadline.ts";
import type {
  Codec,
  ResultOptions,
  SendOptions,
  SendReceipt,
} from "../channel_options.ts";
import {
  derivedId,
  digestOf,
  idHeaders,
  type ItemName,
} from "../message_id.ts";
import { NamedIds } from "./named_ids.ts";
import type { Outbox } from "./outbox.ts";

/** Makes of values what an outbox sends: bytes, under an id that is theirs alone. */
export class Sender<T> {
  readonly #outbox: Outbox;
  readonly #codec: Codec<T>;
  readonly #ids = new NamedIds();
  readonly #prefix = nuid.next();
  #count = 0;

  /** Sends by one outbox. */
  constructor(outbox: Outbox, codec: Codec<T>) {
    this.#outbox = outbox;
    this.#codec = codec;
  }

  /** Resolves to undefined if it may not wait and there is no room. */
  send(
    value: T,
    options: SendOptions & { readonly mayWait: boolean },
  ): Promise<SendReceipt | undefined> {
    return this.#send(value, options, (data) => {
      const { id, digest } = options;
      return id === undefined
        ? `${this.#prefix}-${++this.#count}`
        : this.#ids.brokerId(id, digest ?? digestOf(data));
    });
  }

  /** Sends what came of an item. */
  sendResult(
    value: T,
    source: ItemName,
    options: ResultOptions,
  ): Promise<SendReceipt | undefined> {
    return this.#send(value, options, () => derivedId("result", source));
  }

  // Not async: a promise for each step costs as much as the message itself.
  #send(
    value: T,
    options: ResultOptions,
    idOf: (data: Uint8Array) => string,
  ): Promise<SendReceipt | undefined> {
    try {
      checkWait(options);
      const data = this.#codec.encode(value);
      const headers = idHeaders(idOf(data));
      return this.#outbox.send({ data, value, headers }, options);
    } catch (error) {
      return Promise.reject(error);
    }
  }
}
