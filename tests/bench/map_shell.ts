// Running shell lines: bash opens the files, joins the pipes and takes the times.

/** What a shell line took, in seconds. */
export interface Cost {
  readonly wall: number;
  /** User and system time of all its processes and threads. */
  readonly cpu: number;
}

function bash(
  script: string,
  stderr: "inherit" | "null",
): Promise<Deno.CommandOutput> {
  return new Deno.Command("bash", {
    args: ["-o", "pipefail", "-c", script],
    stdin: "null",
    stdout: "piped",
    stderr,
  }).output();
}

/** Resolves to what a line prints. */
export async function shell(line: string): Promise<string> {
  const { success, stdout } = await bash(line, "inherit");
  if (!success) throw new Error(`failed: ${line}`);
  return new TextDecoder().decode(stdout).trimEnd();
}

/** Resolves to whether a line succeeds; what it prints is lost. */
export async function succeeds(line: string): Promise<boolean> {
  return (await bash(line, "null")).success;
}

/** Runs a line, whose output should go to a file, and resolves to what it took. */
export async function timed(line: string): Promise<Cost> {
  const report = await shell(
    `TIMEFORMAT='%3R %3U %3S'; { time { ${line}; } 2>&3; } 3>&2 2>&1`,
  );
  const [wall = NaN, user = NaN, system = NaN] = report.split(" ").map(Number);
  return { wall, cpu: user + system };
}
