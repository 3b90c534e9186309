import { assertEquals } from "@std/assert";
import { ExitCode } from "../../../../../lib/cli/exit_code.ts";
import { runWith, statsOf } from "../../../../broker/support/fake_queue.ts";
import type { FakeWorld } from "../../../../support/fake_terminal.ts";

/** What is done with a queue. */
async function act(command: string, world: FakeWorld = {}) {
  const done: string[] = [];
  const note = (what: string) => () => {
    done.push(what);
    return Promise.resolve(1_500);
  };
  const names = ["pause", "resume", "purge", "delete", "reopen"];
  const queue = {
    stats: () => Promise.resolve(statsOf({ waiting: 1_200 })),
    admin: Object.fromEntries(names.map((name) => [name, note(name)])),
  };
  return { ...await runWith(queue, `${command} nats://h/q`, world), done };
}

Deno.test.each([
  ["pause", "q is paused: nothing is given out until `resume`\n"],
  ["resume", "q goes on\n"],
])("%s asks nobody: it can be taken back", async (command, says) => {
  const { code, err, done } = await act(command);
  assertEquals([code, err, done], [ExitCode.Done, says, [command]]);
});

Deno.test.each([
  ["purge", "Remove all items of q (1,200 waiting, 2 running)? [y/N] "],
  ["delete", "Delete q (1,200 waiting, 2 running, 4 dead)? [y/N] "],
  ["reopen", "Open q again? [y/N] "],
])("%s asks first, with what is at stake", async (command, question) => {
  const person = { isTyped: true, isTerminal: true };
  const no = await act(command, { ...person, stdin: ["\n"] });
  assertEquals([no.code, no.done], [ExitCode.Usage, []]);
  assertEquals(no.err, `${question}nothing was done\n`);
  const yes = await act(command, { ...person, stdin: ["y\n"] });
  assertEquals([yes.code, yes.done], [ExitCode.Done, [command]]);
  const nobody = await act(command);
  assertEquals([nobody.code, nobody.done], [ExitCode.Usage, []]);
});
