import { delay } from "../../../lib/deps/std/delay.ts";

/** A link between two machines that can be cut in several ways. */
export class Proxy implements AsyncDisposable {
  /** How long each piece of data is held back, in milliseconds. */
  delayMs = 0;
  /** Whether what comes from the server is dropped. */
  isDeaf = false;
  /** Whether all data is dropped, with the connections open. */
  isHole = false;
  /** What a client says when all data begins to be dropped, that included. */
  holeAt: string | undefined;
  readonly #listener: Deno.TcpListener;
  readonly #target: number;
  readonly #open = new Set<Deno.TcpConn>();
  readonly #tasks = new Set<Promise<void>>();

  /** Listens on a free port, in front of a server on another. */
  constructor(target: number) {
    this.#target = target;
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    this.#track(this.#serve());
  }

  /** The port it listens on. */
  get port(): number {
    return (this.#listener.addr as Deno.NetAddr).port;
  }

  /** The address of a queue on the server behind it. */
  address(name: string): string {
    return `nats://127.0.0.1:${this.port}/${name}`;
  }

  /** Closes all connections. */
  cut(): void {
    for (const connection of this.#open) this.#close(connection);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    this.cut();
    await Promise.all(this.#tasks);
  }

  #track(task: Promise<void>): void {
    const tracked = task.finally(() => this.#tasks.delete(tracked));
    this.#tasks.add(tracked);
  }

  #close(connection: Deno.TcpConn): void {
    if (this.#open.delete(connection)) connection.close();
  }

  async #serve(): Promise<void> {
    for await (const client of this.#listener) {
      this.#open.add(client);
      try {
        const port = this.#target;
        const server = await Deno.connect({ hostname: "127.0.0.1", port });
        this.#open.add(server);
        this.#track(
          this.#pump(client, server, (data) => this.#isDropped(data)),
        );
        this.#track(
          this.#pump(server, client, () => this.isHole || this.isDeaf),
        );
      } catch {
        this.#close(client);
      }
    }
  }

  #isDropped(data: Uint8Array): boolean {
    const { holeAt } = this;
    this.isHole ||= holeAt !== undefined &&
      new TextDecoder().decode(data).includes(holeAt);
    return this.isHole;
  }

  async #pump(
    from: Deno.TcpConn,
    to: Deno.TcpConn,
    isDropped: (data: Uint8Array) => boolean,
  ): Promise<void> {
    const buffer = new Uint8Array(65_536);
    try {
      for (;;) {
        const size = await from.read(buffer);
        if (size === null) break;
        const data = buffer.slice(0, size);
        if (this.delayMs > 0) await delay(this.delayMs);
        if (!isDropped(data)) await writeAll(to, data);
      }
    } catch {
      // One side is gone; so the other goes.
    }
    this.#close(from);
    this.#close(to);
  }
}

async function writeAll(to: Deno.TcpConn, data: Uint8Array): Promise<void> {
  for (let at = 0; at < data.length;) at += await to.write(data.subarray(at));
}
