import { assertEquals } from "@std/assert";
import { BrokerError } from "@sluice/sluice/broker";
import { ExitCode } from "../../../../../lib/cli/exit_code.ts";
import { ChannelClosedError } from "../../../../../lib/mod.ts";
import { runWith } from "../../../../broker/support/fake_queue.ts";

interface How {
  readonly id: string;
  readonly digest: string;
}

type Stored = { readonly isDuplicate: boolean };

/** Sends 0, 1, 2 to a queue that answers each in its own way. */
async function send(
  flags: string,
  answer: (item: number, how: How) => Stored | Error,
) {
  const asked: How[] = [];
  const queue = {
    send(bytes: Uint8Array, how: How) {
      asked.push(how);
      const said = answer(Number(new TextDecoder().decode(bytes)), how);
      return said instanceof Error
        ? Promise.reject(said)
        : Promise.resolve(said);
    },
    admin: {
      idWindow: 1,
      progresses: {
        load: () => Promise.resolve(undefined),
        save: () => Promise.resolve(),
      },
    },
    close: () => Promise.resolve(),
  };
  const line = `send nats://h/q --range 0..3 ${flags}`.trim();
  return { ...await runWith(queue, line), asked };
}

const stored = { isDuplicate: false };

Deno.test("Each item has an id of its own, and the same digest for the same bytes", async () => {
  const { asked } = await send("--id in", () => stored);
  assertEquals(asked.map(({ id }) => id), ["in-1", "in-2", "in-3"]);
  assertEquals(new Set(asked.map(({ digest }) => digest)).size, 3);
  const other = await send("", () => stored);
  assertEquals(
    other.asked.map(({ digest }) => digest),
    asked.map((a) => a.digest),
  );
  assertEquals(other.asked[0]?.id === "in-1", false);
});

Deno.test("What the queue had already is counted apart", async () => {
  const { code, err } = await send("", (item) => ({ isDuplicate: item > 0 }));
  assertEquals(code, ExitCode.Done);
  assertEquals(err, "1 item sent to q, 2 were there already\n");
});

Deno.test("An item that is too long fails alone", async () => {
  const long = new BrokerError(
    "size",
    "Cannot use the queue: 9 MB is too long",
  );
  const { code, err } = await send("", (item) => item === 1 ? long : stored);
  assertEquals(code, ExitCode.ItemsFailed);
  assertEquals(err.includes("item 2: size: 9 MB is too long"), true, err);
  assertEquals(err.includes("2 items sent to q, 1 failed"), true, err);
});

Deno.test("Any other failure ends the run, and what was sent is said with how to go on", async () => {
  const lost = new BrokerError("unreachable", "Cannot reach the broker");
  const { code, err } = await send(
    "--window 1 --id in",
    (item) => item === 1 ? lost : stored,
  );
  assertEquals(code, ExitCode.Broker);
  assertEquals(err.includes("1 item sent to q; to go on: "), true, err);
  assertEquals(err.includes("--id in"), true, err);
});

Deno.test("A queue that is closed is named with the ways out", async () => {
  const closed = new ChannelClosedError("closed");
  const { code, err } = await send("", () => closed);
  assertEquals(code, ExitCode.Broker);
  assertEquals(
    err.includes("the queue is closed; choose another name"),
    true,
    err,
  );
});
