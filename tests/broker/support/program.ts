import type { NatsServer } from "./nats_server.ts";

const CLOCKED = new URL("./clocked_main.ts", import.meta.url).href;

/** How a program is run. */
export interface ProgramOptions {
  /** The file that it reads. */
  readonly stdin?: string;
  /** Which clock lies after a suspension. */
  readonly lie?: "steady" | "wall";
}

/** The program, as a process that can be ended and comes back. */
export class Program {
  readonly #server: NatsServer;
  readonly #args: readonly string[];
  readonly #options: ProgramOptions;
  #process: Deno.ChildProcess | undefined;
  #count = 0;
  #hasEnded = false;

  constructor(
    server: NatsServer,
    args: readonly string[],
    options: ProgramOptions = {},
  ) {
    this.#server = server;
    this.#args = args;
    this.#options = options;
  }

  /** Starts it. */
  up(): void {
    const { stdin, lie = "none" } = this.#options;
    this.#count++;
    const flags = [
      ...["--no-prompt", "--no-check", "--quiet"],
      `--allow-net=127.0.0.1:${this.#server.port}`,
    ];
    const words = ["deno", "run", ...flags, CLOCKED, lie, ...this.#args]
      .map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
    // Replaced by the program, so that signals reach it.
    const command = `exec ${words} < '${stdin ?? "/dev/null"}'`;
    this.#process = new Deno.Command("bash", {
      args: ["-c", command],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    this.#hasEnded = false;
    void this.#process.status.then(() => this.#hasEnded = true);
  }

  /** Sends it a signal. */
  signal(signal: Deno.Signal): void {
    try {
      this.#process?.kill(signal);
    } catch {
      // It has ended by itself.
    }
  }

  /**
   * Ends it, and starts another in its place unless it had done its work; gives its code,
   * or undefined if it had ended by itself.
   */
  async replace(signal: Deno.Signal): Promise<number | undefined> {
    const hadEnded = this.#hasEnded;
    this.signal(signal);
    const code = await this.ended();
    if (code !== 0) this.up();
    return hadEnded ? undefined : code;
  }

  /** Starts it again whenever it ends without success: a server may have been away. */
  keep(): void {
    void this.success();
  }

  /** Resolves to the exit code when it has ended. */
  async ended(): Promise<number> {
    const { code } = await this.#process?.status ?? { code: 0 };
    return code;
  }

  /** Resolves when it has ended with success, however often it is started again. */
  async success(): Promise<void> {
    for (;;) {
      const count = this.#count;
      const code = await this.ended();
      if (code === 0) return;
      if (count !== this.#count) continue;
      await new Promise((resolve) => setTimeout(resolve, 200));
      if (count === this.#count) this.up();
    }
  }
}
