import { canStart, runCommand } from "./command.ts";

/** Whether there is a pseudo-terminal to run commands on. */
export const hasPty = canStart("python3") && canStart("sh");

/** How a command is run on a pseudo-terminal; see run_on_pty.py. */
export interface PtyOptions {
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdout?: "pty" | "null" | "stalled";
  readonly stdin?: "pty" | "null" | "held";
  readonly steps?: readonly PtyStep[];
  readonly timeout?: number;
}

/** What is done once a text was written. */
export interface PtyStep {
  readonly after?: string;
  /** How long to wait then, in seconds. */
  readonly pause?: number;
  /** Text for a stdin that is held. */
  readonly feed?: string;
  /** Ends a stdin that is held. */
  readonly close?: true;
  readonly send?: string;
  readonly signal?: "SIGINT" | "SIGTERM" | "SIGTSTP" | "SIGCONT" | "SIGSTOP";
  readonly resize?: number;
}

/** What came of it. */
export interface PtyResult {
  /** What was written to the terminal, each line feed as `\r\n`. */
  readonly output: string;
  readonly code: number;
  /** Whether it ended by itself. */
  readonly isOver: boolean;
}

const SCRIPT = new URL("./run_on_pty.py", import.meta.url).pathname;
const MAIN = new URL("../../main.ts", import.meta.url).pathname;

/** Runs the program on a pseudo-terminal. */
export async function runOnPty(
  args: readonly string[],
  options: PtyOptions = {},
): Promise<PtyResult> {
  const argv = ["deno", "run", "--no-prompt", "--quiet", MAIN, ...args];
  const spec = JSON.stringify({ argv, ...options });
  const { stdout, stderr } = await runCommand("python3", [SCRIPT, spec]);
  if (stdout === "") throw new Error(`run_on_pty.py: ${stderr}`);
  return JSON.parse(stdout);
}
