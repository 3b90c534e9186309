import { ExitCode } from "../../exit_code.ts";
import type { Terminal } from "../../terminal.ts";

/**
 * Asks a person whether to do something; where there is no terminal, `--yes` is needed.
 *
 * Resolves to undefined for a yes, to the status to exit with for anything else.
 *
 * @param what What is to be done, as in `delete the queue orders`.
 */
export async function confirm(
  what: string,
  { stdin, stderr }: Terminal,
): Promise<ExitCode | undefined> {
  if (!stdin.isTerminal() || !stderr.isTerminal()) {
    stderr.write(`Cannot ${what} without --yes: nobody can be asked here\n`);
    return ExitCode.Usage;
  }
  stderr.write(`${what.charAt(0).toUpperCase()}${what.slice(1)}? [y/N] `);
  const buffer = new Uint8Array(256);
  const size = await stdin.read(buffer);
  const answer = new TextDecoder().decode(buffer.subarray(0, size ?? 0));
  if (/^y(es)?\s*$/i.test(answer)) return undefined;
  stderr.write("nothing was done\n");
  return ExitCode.Usage;
}
