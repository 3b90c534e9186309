/** Starts a line that reads from us and that we read; its own process, not a shell's. */
export function openPipe(line: string): Deno.ChildProcess {
  return new Deno.Command("bash", {
    args: ["-c", `exec ${line}`],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

/** Fails unless the process ends well. */
export async function demandSuccess(child: Deno.ChildProcess): Promise<void> {
  const { success, code } = await child.status;
  if (!success) throw new Error(`the program ended with ${code}`);
}
