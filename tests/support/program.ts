/** Whether this process may start the program. */
export const canRun = Deno.permissions.querySync({
  name: "run",
  command: "deno",
}).state === "granted";

const MAIN = new URL("../../main.ts", import.meta.url).href;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** How the program is started. */
export interface ProgramOptions {
  /** Everything on stdin; stdin is empty without it. */
  readonly stdin?: string | Uint8Array;
  /** Permission flags, as in `--allow-read=job.ts`. */
  readonly flags?: readonly string[];
}

/** What a program left behind. */
export interface ProgramResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the program; its streams are pipes. */
export function startProgram(
  args: readonly string[],
  { flags = [] }: Pick<ProgramOptions, "flags"> = {},
): Deno.ChildProcess {
  return new Deno.Command("deno", {
    args: ["run", "--no-prompt", "--quiet", ...flags, MAIN, ...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Runs the program to its end. */
export async function runProgram(
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  const { stdin = "" } = options;
  const child = startProgram(args, options);
  const bytes = typeof stdin === "string" ? encoder.encode(stdin) : stdin;
  const feeding = feed(child.stdin, bytes);
  const { code, stdout, stderr } = await child.output();
  await feeding;
  return {
    code,
    stdout: decoder.decode(stdout),
    stderr: decoder.decode(stderr),
  };
}

/** Writes all of stdin; that the program reads no more is no failure. */
async function feed(
  stdin: WritableStream<Uint8Array>,
  bytes: Uint8Array,
): Promise<void> {
  const writer = stdin.getWriter();
  try {
    await writer.write(bytes);
    await writer.close();
  } catch {
    // The program has ended first.
  }
}
