import type { NatsServer } from "./nats_server.ts";

const MAIN = new URL("../../../main.ts", import.meta.url).href;
const encoder = new TextEncoder();

/** How the program is run. */
export interface CommandOptions {
  readonly stdin?: string | Uint8Array;
  /** Whether it may connect to the server. */
  readonly mayConnect?: boolean;
  readonly flags?: readonly string[];
  readonly env?: Record<string, string>;
}

/** What the program left behind. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program at work. */
export class RunningCommand {
  readonly result: Promise<CommandResult>;
  readonly #process: Deno.ChildProcess;

  constructor(process: Deno.ChildProcess, stdin: string | Uint8Array) {
    this.#process = process;
    this.result = this.#collect(stdin);
  }

  /** Sends it a signal, unless it has ended. */
  signal(signal: Deno.Signal): void {
    try {
      this.#process.kill(signal);
    } catch {
      // It has ended by itself.
    }
  }

  async #collect(stdin: string | Uint8Array): Promise<CommandResult> {
    const writer = this.#process.stdin.getWriter();
    const writing = writer.write(
      typeof stdin === "string" ? encoder.encode(stdin) : stdin,
    )
      .then(() => writer.close())
      .catch(() => {});
    const { code, stdout, stderr } = await this.#process.output();
    await writing;
    const decoder = new TextDecoder();
    return {
      code,
      stdout: decoder.decode(stdout),
      stderr: decoder.decode(stderr),
    };
  }
}

/** Starts the program beside a server. */
export function startCommand(
  server: Pick<NatsServer, "port">,
  args: readonly string[],
  options: CommandOptions = {},
): RunningCommand {
  const { stdin = "", mayConnect = true, flags = [], env = {} } = options;
  const net = mayConnect ? [`--allow-net=127.0.0.1:${server.port}`] : [];
  const process = new Deno.Command("deno", {
    args: ["run", "--no-prompt", "--quiet", ...net, ...flags, MAIN, ...args],
    env,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  return new RunningCommand(process, stdin);
}

/** Runs the program to its end. */
export function runCommand(
  server: NatsServer,
  args: readonly string[],
  options?: CommandOptions,
): Promise<CommandResult> {
  return startCommand(server, args, options).result;
}

/** The lines of a text. */
export function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

/** Lines, each with its number. */
export function numbers(count: number): string {
  return Array.from({ length: count }, (_, n) => `${n}\n`).join("");
}
