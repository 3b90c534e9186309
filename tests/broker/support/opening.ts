import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  BrokerError,
  type BrokerErrorKind,
  JetStreamChannel,
  type OpenOptions,
} from "@sluice/sluice/broker";
import type { NatsServer } from "./nats_server.ts";

/** Makes a small queue. */
export const CREATE = { create: { capacity: 4 } };
/** What must never be said. */
export const SECRET = "open sesame";

/** Resolves to why a queue could not be opened; that must be of this kind. */
export async function refused(
  kind: BrokerErrorKind,
  opening: Promise<JetStreamChannel<number>>,
): Promise<BrokerError> {
  const error = await assertRejects(() => opening, BrokerError);
  assertEquals([error.kind, error.message], [kind, error.message]);
  assert(!error.message.includes(SECRET), error.message);
  return error;
}

/** Opens a queue of numbers. */
export function open(
  server: Pick<NatsServer, "address">,
  options: OpenOptions<number> = CREATE,
): Promise<JetStreamChannel<number>> {
  return JetStreamChannel.open<number>(server.address("q"), options);
}
