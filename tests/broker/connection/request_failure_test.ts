import { assertEquals } from "@std/assert";
import { JetStreamApiError } from "../../../lib/deps/nats_jetstream.ts";
import { errors } from "../../../lib/deps/nats_transport.ts";
import { parseAddress } from "@sluice/sluice/broker";
import { connectError } from "../../../lib/broker/connection/connect_error.ts";
import { classifyFailure } from "../../../lib/broker/connection/request_failure.ts";

function api(code: number, status: number): JetStreamApiError {
  return new JetStreamApiError({
    err_code: code,
    code: status,
    description: "as the server says",
  });
}

function named(name: string, message = "why"): Error {
  return Object.assign(new Error(message), { name });
}

function meaningOf(error: unknown): string {
  const failure = classifyFailure(error);
  return failure.is === "fatal" ? failure.error.kind : failure.is;
}

const failures = Deno.test.each<[string, unknown, string]>([
  ["a full queue", api(10077, 503), "full"],
  ["a closed queue", api(10109, 400), "closed"],
  ["a full disk", api(10023, 503), "storage"],
  ["no room for a new queue", api(10047, 500), "storage"],
  ["a value that is too long", api(10054, 400), "size"],
  ["no such stream", api(10059, 404), "missing"],
  ["no such consumer", api(10014, 404), "missing"],
  ["another server error", api(10008, 503), "again"],
  ["another refusal", api(10058, 400), "failed"],
  ["what needs a cluster", api(10074, 500), "failed"],
  ["JetStream that is off", api(10076, 503), "missing"],
  ["no answer", new errors.TimeoutError(), "unknown"],
  ["no responders", named("JetStreamNotEnabled"), "again"],
  ["a consumer that went", named("JetStreamStatusError"), "again"],
  ["missed heartbeats", named("JetStreamError"), "again"],
  ["a payload over the limit", named("InvalidArgumentError"), "size"],
  ["bad credentials", new errors.AuthorizationError("x"), "credentials"],
  [
    "a user who may not",
    new errors.RequestError("x", {
      cause: new Error('Permissions Violation for Publish to "a.b"'),
    }),
    "denied",
  ],
  ["a closed connection", new errors.ClosedConnectionError(), "unknown"],
  ["what is no error", "what", "unknown"],
]);

failures("The answer to %s is understood", (_, error, meaning) => {
  assertEquals(meaningOf(error), meaning);
});

const address = parseAddress("nats://seed.example:4222/q");

const connecting = Deno.test.each<[string, Error, string]>([
  [
    "a missing permission",
    named("NotCapable", 'Requires net access to "a:4222"'),
    "forbidden",
  ],
  ["a refused look-up", new Error("getaddrinfo EPERM a"), "forbidden"],
  [
    "an unknown host",
    new Error("getaddrinfo ENOTFOUND seed.example"),
    "unreachable",
  ],
  ["nobody there", new Error("connection refused"), "unreachable"],
  ["no answer", named("TimeoutError", "timeout"), "unreachable"],
  ["a bad user", named("AuthorizationError"), "credentials"],
  ["a bad key", named("NKeysError", "invalid seed"), "credentials"],
  ["a bad file", new Error("unable to parse credentials"), "credentials"],
  [
    "an unknown authority",
    new Error("unable to verify the first certificate"),
    "credentials",
  ],
]);

connecting("A connection that failed by %s says so", (_, error, kind) => {
  assertEquals(connectError(error, address).kind, kind);
});
