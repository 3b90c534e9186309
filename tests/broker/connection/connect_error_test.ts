import { assertEquals } from "@std/assert";
import { connectError } from "../../../lib/broker/connection/connect_error.ts";

const ADDRESS = { servers: ["a:1", "b:2"] };

const said = (error: unknown) => {
  const { kind, message } = connectError(error, ADDRESS);
  return [kind, message.replace("Cannot connect to a:1, b:2: ", "")];
};

Deno.test.each<[string, unknown, string, string]>([
  [
    "a permission that is missing",
    Object.assign(new Error("no"), { name: "NotCapable" }),
    "forbidden",
    "it needs --allow-net=a:1,b:2",
  ],
  [
    "a cause that is deep inside",
    new Error("x", { cause: new Error("y", { cause: new Error("EPERM") }) }),
    "forbidden",
    "it needs --allow-net=a:1,b:2",
  ],
  [
    "a code of the platform",
    Object.assign(new Error("no"), { code: "CERT_HAS_EXPIRED" }),
    "credentials",
    "no",
  ],
  [
    "a certificate of ours that is missing",
    new Error("received fatal alert: CertificateRequired"),
    "credentials",
    "the broker asks for a certificate of ours: give cert and key in tls",
  ],
  [
    "several lines",
    new Error("refused\n  at somewhere"),
    "unreachable",
    "refused",
  ],
  ["a timeout", new Error("timeout"), "unreachable", "no answer in time"],
  ["what is no error", "odd", "unreachable", "odd"],
])("A connection that failed by %s says so", (_, error, kind, why) => {
  assertEquals(said(error), [kind, why]);
});
