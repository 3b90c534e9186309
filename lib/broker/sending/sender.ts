import { nuid } from "../../deps/nats_transport.ts";
import { checkWait } from "../../internal/deadline.ts";
import type {
  Codec,
  ResultOptions,
  SendOptions,
  SendReceipt,
} from "../channel_options.ts";
import { derivedId, idHeaders, type ItemName } from "../message_id.ts";
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
  async send(
    value: T,
    options: SendOptions & { readonly mayWait: boolean },
  ): Promise<SendReceipt | undefined> {
    checkWait(options);
    const { id } = options;
    const data = this.#codec.encode(value);
    const brokerId = id === undefined
      ? `${this.#prefix}-${++this.#count}`
      : this.#ids.brokerId(id, data);
    const headers = idHeaders(brokerId);
    return await this.#outbox.send({ data, value, headers }, options);
  }

  /** Sends what came of an item. */
  async sendResult(
    value: T,
    source: ItemName,
    options: ResultOptions,
  ): Promise<SendReceipt | undefined> {
    checkWait(options);
    const data = this.#codec.encode(value);
    const headers = idHeaders(derivedId("result", source));
    return await this.#outbox.send({ data, value, headers }, options);
  }
}
