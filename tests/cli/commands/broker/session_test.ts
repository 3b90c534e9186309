import { assert, assertEquals } from "@std/assert";
import { BrokerError } from "@sluice/sluice/broker";
import { withBroker } from "../../../../lib/cli/commands/broker/session.ts";
import { ExitCode } from "../../../../lib/cli/exit_code.ts";
import { runWith, statsOf } from "../../../broker/support/fake_queue.ts";
import { FakeTerminal } from "../../../support/fake_terminal.ts";

const QUEUE = {
  stats: () => Promise.resolve(statsOf()),
  workers: () => Promise.resolve([]),
};

Deno.test("A broker that cannot be used ends the command, and says why in one line", async () => {
  const error = new BrokerError("missing", "Cannot use q: \x1b[2Jnone");
  const { code, err } = await runWith(error, "status nats://h/q");
  assertEquals([code, err], [
    ExitCode.Broker,
    "Cannot use q: \\u001b[2Jnone\n",
  ]);
});

Deno.test("An address that is none is a fault of the command line", async () => {
  const { code, opened } = await runWith(QUEUE, "status http://h/q");
  assertEquals([code, opened], [ExitCode.Usage, []]);
});

Deno.test("Credentials come from a file, or from the first line of stdin", async () => {
  const world = {
    files: { "c.json": '{"token":"t"}' },
    stdin: ['{"token":"t"}\n'],
  };
  for (const file of ["c.json", "-"]) {
    const line = `status nats://h/q --credentials ${file}`;
    const { code, opened } = await runWith(QUEUE, line, world);
    const [[, options]] = opened as [[string, { credentials: object }]];
    assertEquals([code, options.credentials], [0, { token: "t" }]);
  }
  const missing = "status nats://h/q --credentials none.json";
  const { code, err } = await runWith(QUEUE, missing, world);
  assertEquals([code, err.startsWith("Cannot read none.json")], [4, true]);
});

Deno.test("Without the permission nothing is opened, and the command that works is shown", async () => {
  const terminal = new FakeTerminal();
  Object.assign(terminal, { mayConnect: (server: string) => server === "a:1" });
  const code = await withBroker(terminal, {
    options: { address: "", credentials: "c.json", patienceMs: 1 },
    ...{ addresses: ["nats://a:1/q", "nats://b:2/p"], role: "work" },
    ...{ args: ["work", "nats://a:1/q"], files: ["job.ts", undefined] },
  }, () => Promise.reject(new Error("opened")));
  assertEquals(code, ExitCode.Broker);
  const { err } = terminal;
  assert(err.includes("Cannot connect to a:1,b:2"), err);
  assert(/--allow-net=a:1,b:2/.test(err) && err.includes("job.ts"), err);
});

Deno.test("What is no fault of the broker is not taken for one", async () => {
  const bug = new TypeError("a bug");
  const caught = await runWith(bug, "status nats://h/q").catch((error) =>
    error
  );
  assert(caught === bug);
});
