/** A command that was run to its end. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Whether this process may run a program, and finds it. */
export function canStart(program: string): boolean {
  const permission = { name: "run", command: program } as const;
  if (Deno.permissions.querySync(permission).state !== "granted") return false;
  try {
    const args = ["-c", program === "python3" ? "" : ":"];
    return new Deno.Command(program, { args }).outputSync().success;
  } catch {
    return false;
  }
}

/** A command that takes longer is ended: nothing waits for ever. */
const LONGEST_MS = 60_000;

/** Runs a program to its end, with an empty stdin. */
export async function runCommand(
  program: string,
  args: readonly string[],
): Promise<CommandResult> {
  const command = new Deno.Command(program, {
    args: [...args],
    stdin: "null",
    signal: AbortSignal.timeout(LONGEST_MS),
  });
  const { code, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  return {
    code,
    stdout: decoder.decode(stdout),
    stderr: decoder.decode(stderr),
  };
}
