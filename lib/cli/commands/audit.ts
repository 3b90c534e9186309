import { audit, SandboxError } from "../../mod.ts";
import type { AuditCommand } from "../args/commands/audit_command.ts";
import { printable } from "../escape.ts";
import { ExitCode } from "../exit_code.ts";
import { auditJson, auditText } from "../report/audit.ts";
import type { Terminal } from "../terminal.ts";
import { print } from "../print.ts";

/** Tries every known way out of the sandbox, and says what stopped each. */
export async function runAudit(
  { json }: AuditCommand,
  terminal: Terminal,
): Promise<ExitCode> {
  const granted = terminal.permissions();
  // Nothing is given up here: with permissions, what they can reach is what is tried.
  const unprivileged = granted.length === 0 && terminal.relinquish();
  try {
    const rows = await audit({ unprivileged });
    const telemetry = terminal.meter !== undefined;
    const report = { rows, granted, telemetry };
    const text = json ? auditJson(report) : auditText(report);
    await print(`${text}\n`, terminal);
    return rows.every(({ stopped }) => stopped)
      ? ExitCode.Done
      : ExitCode.ItemsFailed;
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    const why = printable(error.message, 500);
    terminal.stderr.write(`Cannot audit: ${why}\n`);
    return ExitCode.JobNotLoaded;
  }
}
