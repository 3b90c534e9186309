import type { PeekCommand } from "../../../args/commands/peek_command.ts";
import { ExitCode } from "../../../exit_code.ts";
import type { Terminal } from "../../../terminal.ts";
import { textOrJson } from "../item_json.ts";
import { withBroker } from "../session.ts";
import { print } from "../../../print.ts";

/** Shows the oldest items of a queue, and takes none. */
export function runPeek(
  line: PeekCommand,
  terminal: Terminal,
  args: readonly string[],
): Promise<ExitCode> {
  const { broker: options, limit } = line;
  const addresses = [options.address];
  const how = { options, addresses, role: "admin", args } as const;
  return withBroker(terminal, how, async (session) => {
    await using queue = await session.open(options.address);
    let count = 0;
    for await (const { sequence, id, time, bytes } of queue.admin.peek()) {
      const text = textOrJson({ item: sequence, id, time }, bytes);
      await print(`${text}\n`, session.terminal);
      if (++count === limit) break;
    }
    return ExitCode.Done;
  });
}
