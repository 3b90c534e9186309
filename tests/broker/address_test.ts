import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  BrokerError,
  parseAddress,
  parseCredentials,
} from "@sluice/sluice/broker";

Deno.test("An address names servers and a queue", () => {
  assertEquals(parseAddress("nats://127.0.0.1:4222/orders"), {
    servers: ["127.0.0.1:4222"],
    name: "orders",
    encrypted: false,
  });
  assertEquals(parseAddress("tls://broker.example/a-b_C9"), {
    servers: ["broker.example:4222"],
    name: "a-b_C9",
    encrypted: true,
  });
  assertEquals(
    parseAddress("nats://a:1,[::1]:2,b/q").servers,
    ["a:1", "[::1]:2", "b:4222"],
  );
});

const noAddress = Deno.test.each([
  [""],
  ["orders"],
  ["http://a/q"],
  ["nats://a"],
  ["nats://a/"],
  ["nats:///q"],
  ["nats://a:0/q"],
  ["nats://a:65536/q"],
  ["nats://a:x/q"],
  ["nats://a b/q"],
  ["nats://a,/q"],
  ["nats://a/q/r"],
  ["nats://a/q r"],
  ["nats://a/q.r"],
  ["nats://a/q>"],
  ["nats://a/é"],
  [`nats://a/${"q".repeat(65)}`],
  ["nats://a/q\n"],
]);

noAddress("%j is no address", (text) => {
  const error = assertThrows(() => parseAddress(text), BrokerError);
  assertEquals(error.kind, "address");
});

Deno.test("Credentials in an address are refused, and not repeated", () => {
  for (const text of ["nats://token@a/q", "nats://ada:token@a:4222/q"]) {
    const error = assertThrows(() => parseAddress(text), BrokerError);
    assert(error.message.includes("--credentials"), error.message);
    assert(!error.message.includes("token"), error.message);
  }
});

Deno.test("Credentials are an object of texts", () => {
  assertEquals(parseCredentials('{"token":"t"}'), { token: "t" });
  const tls = { ca: "c", cert: "d", key: "k", servername: "s" };
  const whole = {
    user: "u",
    pass: "p",
    tls: { ...tls, handshakeFirst: true },
  };
  assertEquals(parseCredentials(JSON.stringify(whole)), whole);
  assertEquals(parseCredentials("{}"), {});
});

const noCredentials = Deno.test.each([
  ["sesame"],
  ['{"token":"sesame"'],
  ['"sesame"'],
  ["null"],
  ["[]"],
  ['{"token":7}'],
  ['{"sesame":"x"}'],
  ['{"tls":"sesame"}'],
  ['{"tls":{"caFile":"sesame"}}'],
  ['{"tls":{"handshakeFirst":"sesame"}}'],
]);

noCredentials("%j are no credentials, and are not repeated", (text) => {
  const error = assertThrows(() => parseCredentials(text), BrokerError);
  assertEquals(error.kind, "credentials");
  assert(!error.message.includes("sesame"), error.message);
});
