import { connect } from "node:net";

/** How long a server may take to introduce itself, in milliseconds. */
const HELLO_MS = 1000;

/**
 * Whether a server says that it asks for a certificate of its clients.
 *
 * It says so before the connection is encrypted, in the line with which it introduces
 * itself; a client that comes without one is left without an answer.
 *
 * @param server As in `host:port`.
 */
export function asksForCertificate(server: string): Promise<boolean> {
  const [, host = "", port] = /^(.*):(\d+)$/.exec(server) ?? [];
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({
    host: host.replace(/^\[|\]$/g, ""),
    port: Number(port),
  });
  const timer = setTimeout(() => socket.destroy(), HELLO_MS);
  let text = "";
  socket.on("data", (data: Uint8Array) => {
    text += new TextDecoder().decode(data);
    if (text.includes("\n")) socket.destroy();
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    clearTimeout(timer);
    resolve(/^INFO .*"tls_verify":\s*true/.test(text));
  });
  return promise;
}
