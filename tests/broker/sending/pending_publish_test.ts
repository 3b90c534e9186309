import { assert, assertEquals, assertRejects } from "@std/assert";
import { BrokerError } from "../../../lib/broker/broker_error.ts";
import { PendingPublish } from "../../../lib/broker/sending/pending_publish.ts";
import { TimeoutError } from "../../../lib/errors.ts";

function pending() {
  const interrupted: PendingPublish[] = [];
  const data = new Uint8Array(0);
  const publish = new PendingPublish(
    { data, value: "v", headers: undefined },
    {
      ...{ order: 1, mayWait: true },
      onInterrupt: (publish) => void interrupted.push(publish),
    },
  );
  return { publish, interrupted };
}

Deno.test("What the broker was asked to store, and said nothing of, may be there", async () => {
  const { publish } = pending();
  publish.mayBeStored = true;
  const cause = new Error("gone");
  publish.fail(cause);
  const error = await assertRejects(() => publish.outcome, BrokerError);
  assertEquals([error.kind, error.cause === cause], ["uncertain", true]);
});

Deno.test("What was never asked, or is called uncertain already, fails as it says", async () => {
  const { publish } = pending();
  publish.fail(new Error("gone"));
  await assertRejects(() => publish.outcome, Error, "gone");
  const other = pending().publish;
  other.mayBeStored = true;
  other.fail(new BrokerError("uncertain", "as said"));
  await assertRejects(() => other.outcome, BrokerError, "as said");
});

Deno.test("A wait that is over tells the outbox, which decides", async () => {
  const { publish, interrupted } = pending();
  publish.interrupt();
  assert(interrupted[0] === publish);
  publish.giveUp();
  const error = await assertRejects(() => publish.outcome, TimeoutError);
  assertEquals(error.value, "v");
  const aborted = pending().publish;
  aborted.interrupt(AbortSignal.abort(new Error("stop")));
  aborted.giveUp();
  await assertRejects(() => aborted.outcome, Error, "stop");
});

Deno.test("The first outcome stays", async () => {
  const { publish } = pending();
  publish.settle({ sequence: 3, isDuplicate: false });
  publish.fail(new Error("late"));
  assertEquals((await publish.outcome)?.sequence, 3);
});
