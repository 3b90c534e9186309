// Connects to a nats-server over TCP and TLS; loaded by the broker alone.
export * from "npm:@nats-io/transport-node@3.4.0";
