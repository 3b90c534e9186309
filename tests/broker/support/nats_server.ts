/**
 * A real nats-server on loopback, for tests.
 *
 * @module
 */

import { checkInvariants } from "../../../lib/internal/invariant.ts";
import { delay } from "../../../lib/deps/std/delay.ts";

/** The server to use; undefined when this run may not, or there is none. */
const SERVER = isGranted({ name: "env", variable: "NATS_SERVER" })
  ? Deno.env.get("NATS_SERVER") || undefined
  : undefined;

/**
 * A test with a server of its own.
 *
 * It is ignored where there is none; `deno task test:broker` finds one, or says how
 * to get it.
 */
export function brokerTest(
  name: string,
  body: (server: NatsServer) => Promise<void>,
  { sanitizeOps = true, ...options }: ServerOptions & {
    /** Whether nothing may be under way at the end. */
    readonly sanitizeOps?: boolean;
  } = {},
): void {
  Deno.test({
    name,
    ignore: SERVER === undefined,
    sanitizeOps,
    sanitizeResources: sanitizeOps,
    async fn() {
      using _ = checkInvariants();
      await using server = await NatsServer.start(options);
      await body(server);
    },
  });
}

function isGranted(permission: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(permission).state === "granted";
}

/** How a server is started, besides JetStream on loopback. */
export interface ServerOptions {
  /** More text for its configuration; `$FOLDER` is its folder. */
  readonly config?: string;
  /** Files in its folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** Whether JetStream is on. */
  readonly jetstream?: string | false;
}

/** One server, with a folder of its own that goes when it goes. */
export class NatsServer implements AsyncDisposable {
  readonly port: number;
  readonly #folder: string;
  readonly #config: string;
  #process: Deno.ChildProcess | undefined;

  /** Made by {@linkcode NatsServer.start}. */
  constructor(port: number, folder: string, config: string) {
    this.port = port;
    this.#folder = folder;
    this.#config = config;
  }

  /** Starts a server on a port that was free. */
  static async start(options: ServerOptions = {}): Promise<NatsServer> {
    const port = freePort();
    const folder = await Deno.makeTempDir({ prefix: "sluice-nats-" });
    const { config = "", jetstream = "", files = {} } = options;
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder}/${name}`, text);
    }
    const store = jetstream === false
      ? ""
      : `jetstream { store_dir: "${folder}/store", ${jetstream} }`;
    const path = `${folder}/server.conf`;
    await Deno.writeTextFile(
      path,
      `listen: "127.0.0.1:${port}"\nlogfile: "${folder}/log"\n${store}\n` +
        `${config.replaceAll("$FOLDER", folder)}\n`,
    );
    const server = new NatsServer(port, folder, path);
    await server.up();
    return server;
  }

  /** The address of a queue on it. */
  address(name: string): string {
    return `nats://127.0.0.1:${this.port}/${name}`;
  }

  /** The folder of the server, for files of a test. */
  get folder(): string {
    return this.#folder;
  }

  /** Starts it, again; resolves when it takes connections. */
  async up(): Promise<void> {
    this.#process = new Deno.Command(SERVER ?? "", {
      args: ["-c", this.#config],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    for (let attempt = 0; attempt < 200; attempt++) {
      try {
        const connection = await Deno.connect({
          hostname: "127.0.0.1",
          port: this.port,
        });
        connection.close();
        return;
      } catch {
        await delay(25);
      }
    }
    throw new Error(`the server did not start: ${await this.log()}`);
  }

  /** Ends it; resolves when it has ended. */
  async down(signal: Deno.Signal = "SIGKILL"): Promise<void> {
    const process = this.#process;
    this.#process = undefined;
    if (process === undefined) return;
    process.kill(signal);
    await process.status;
  }

  /** Stops it where it stands, as if the machine had frozen. */
  async freeze(): Promise<void> {
    this.#process?.kill("SIGSTOP");
    // A process has to run to be stopped.
    await delay(100);
  }

  /** Lets it go on. */
  thaw(): void {
    this.#process?.kill("SIGCONT");
  }

  /** What it wrote in its log. */
  async log(): Promise<string> {
    return await Deno.readTextFile(`${this.#folder}/log`).catch(() => "");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.down();
    await Deno.remove(this.#folder, { recursive: true });
  }
}

/** A port of loopback that nobody listens on now. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}

/** Three servers that keep copies of each other's queues. */
export async function startCluster(): Promise<NatsServer[]> {
  const ports = [freePort(), freePort(), freePort()];
  const routes = ports.map((port) => `"nats://127.0.0.1:${port}"`).join(", ");
  return await Promise.all(ports.map((port, at) =>
    NatsServer.start({
      config: `server_name: "n${at}"
        cluster { name: "trial", listen: "127.0.0.1:${port}", routes: [${routes}] }`,
    })
  ));
}
