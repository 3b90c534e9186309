// Speaks JetStream with a nats-server; loaded by the broker alone.
export * from "npm:@nats-io/jetstream@3.4.0";
