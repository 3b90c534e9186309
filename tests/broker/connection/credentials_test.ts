import { assert, assertEquals, assertRejects } from "@std/assert";
import { BrokerError, type OpenOptions } from "@sluice/sluice/broker";
import {
  AUTHORITY,
  CLIENT_CERTIFICATE,
  CLIENT_KEY,
  EXPIRED_CERTIFICATE,
  EXPIRED_KEY,
  SERVER_CERTIFICATE,
  SERVER_KEY,
} from "../support/certificates.ts";
import { brokerTest } from "../support/nats_server.ts";
import { CREATE, open, refused, SECRET } from "../support/opening.ts";

brokerTest(
  "Wrong credentials are refused, and do not end the process",
  async (server) => {
    await refused("credentials", open(server));
    const credentials = { token: `not ${SECRET}` };
    await refused("credentials", open(server, { ...CREATE, credentials }));
    await using queue = await open(server, {
      ...CREATE,
      credentials: { token: SECRET },
    });
    await queue.send(1);
  },
  { config: `authorization { token: "${SECRET}" }` },
);

brokerTest("A user and a password open the broker", async (server) => {
  const wrong = { user: "ada", pass: `not ${SECRET}` };
  await refused("credentials", open(server, { credentials: wrong }));
  const credentials = { user: "ada", pass: SECRET };
  await using queue = await open(server, { ...CREATE, credentials });
  await queue.send(1);
}, { config: `authorization { user: ada, password: "${SECRET}" }` });

brokerTest("What a user may not do is named", async (server) => {
  await using admin = await open(server, {
    ...CREATE,
    credentials: { user: "admin", pass: "a" },
  });
  assertEquals(admin.capacity, 4);
  await using producer = await open(server, {
    credentials: { user: "producer", pass: "p" },
    inbox: "_INBOX_send",
  });
  await producer.send(1);
  const error = await assertRejects(
    () => producer.receive({ timeout: 5000 }),
    BrokerError,
  );
  assertEquals(error.kind, "denied");
  await using worker = await open(server, {
    credentials: { user: "worker", pass: "w" },
    inbox: "_INBOX_work",
  });
  const lease = await worker.lease();
  await lease.bury({ kind: "threw", message: "no" });
  const denied = await assertRejects(() => worker.send(2), BrokerError);
  assertEquals(denied.kind, "denied");
}, {
  config: `authorization { users: [
    { user: admin, password: a }
    { user: producer, password: p, permissions: {
      publish: ["sluice.q.items", "$JS.API.STREAM.INFO.q"]
      subscribe: ["_INBOX_send.>", "sluice.q.freed"] } }
    { user: worker, password: w, permissions: {
      publish: ["sluice.q.freed", "sluice.q-dead.items", "$JS.ACK.q.workers.>",
        "$JS.API.STREAM.INFO.q", "$JS.API.STREAM.INFO.q-dead",
        "$JS.API.CONSUMER.INFO.q.workers", "$JS.API.CONSUMER.MSG.NEXT.q.workers"]
      subscribe: ["_INBOX_work.>", "sluice.q.freed", "sluice.q.presence"]
      allow_responses: true } }
  ] }`,
});

const TLS = (more: string) => ({
  config:
    `tls { cert_file: "$FOLDER/server.pem", key_file: "$FOLDER/server.key",
    ca_file: "$FOLDER/ca.pem", ${more} }`,
  files: {
    "server.pem": SERVER_CERTIFICATE,
    "server.key": SERVER_KEY,
    "ca.pem": AUTHORITY,
  },
});

const trusted = { ca: AUTHORITY, servername: "broker.test" };

brokerTest(
  "A certificate is checked: its authority, and its name",
  async (server) => {
    const tls = (tls: NonNullable<OpenOptions<number>["credentials"]>["tls"]) =>
      open(server, { ...CREATE, credentials: { tls: tls ?? {} } });
    await using queue = await tls(trusted);
    await queue.send(1);
    await refused("credentials", tls({ servername: "broker.test" }));
    await refused("credentials", tls({ ...trusted, servername: "other.test" }));
    const digits = await refused("credentials", tls({ ca: AUTHORITY }));
    assert(digits.message.includes("servername"), digits.message);
  },
  TLS(""),
);

brokerTest("A certificate that has expired is refused", async (server) => {
  await refused(
    "credentials",
    open(server, { ...CREATE, credentials: { tls: trusted } }),
  );
}, {
  config: TLS("").config,
  files: {
    "server.pem": EXPIRED_CERTIFICATE,
    "server.key": EXPIRED_KEY,
    "ca.pem": AUTHORITY,
  },
});

brokerTest(
  "A broker that asks for a certificate gets one, or refuses",
  async (server) => {
    const error = await assertRejects(
      () => open(server, { ...CREATE, credentials: { tls: trusted } }),
      BrokerError,
    );
    assertEquals(error.kind, "credentials");
    assert(error.message.includes("asks for a certificate"), error.message);
    const mine = { ...trusted, cert: CLIENT_CERTIFICATE, key: CLIENT_KEY };
    await using queue = await open(server, {
      ...CREATE,
      credentials: { tls: mine },
    });
    await queue.send(1);
  },
  TLS("verify: true"),
);
