import type { ReportCommand } from "../args/commands/report_command.ts";
import { ExitCode } from "../exit_code.ts";
import { reportPage } from "../report/page/page.ts";
import { readStats } from "../report/page/read_stats.ts";
import { StreamError } from "../stream_error.ts";
import type { Terminal } from "../terminal.ts";
import { print } from "../print.ts";

/** How much is read at once, in bytes. */
const CHUNK = 1 << 16;

/** Makes a page of the numbers of a run. */
export async function runReport(
  _: ReportCommand,
  terminal: Terminal,
): Promise<ExitCode> {
  const page = reportPage(await statsFrom(terminal));
  await print(page, terminal);
  return ExitCode.Done;
}

async function statsFrom(terminal: Terminal) {
  if (terminal.stdin.isTerminal()) {
    terminal.stderr.write("reading the terminal; Ctrl-D ends it\n");
  }
  const text = await readAll(terminal.stdin);
  try {
    return readStats(text);
  } catch (error) {
    throw new StreamError("make a report", error);
  }
}

async function readAll(stdin: Terminal["stdin"]): Promise<string> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(CHUNK);
  let text = "";
  for (;;) {
    const size = await stdin.read(buffer);
    if (size === null) return text + decoder.decode();
    text += decoder.decode(buffer.subarray(0, size), { stream: true });
  }
}
