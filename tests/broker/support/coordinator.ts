// A worker machine of a trial: takes numbers, works on each for some time, says so on
// stdout, and finishes it.

import { delay } from "../../../lib/deps/std/delay.ts";
import { ChannelClosedError } from "@sluice/sluice";
import { JetStreamChannel } from "@sluice/sluice/broker";

const [address = "", slots = "32", jobMs = "3"] = Deno.args;
const encoder = new TextEncoder();

await using queue = await JetStreamChannel.open<number>(address);
let free = Number(slots);
let wake = Promise.withResolvers<void>();

async function work(): Promise<void> {
  for (const lease of await queue.leaseMany(free)) {
    free--;
    void (async () => {
      await delay(Number(jobMs));
      if (lease.isExpired) lease.abandon();
      else {
        Deno.stdout.writeSync(
          encoder.encode(`${lease.sequence} ${lease.value}\n`),
        );
        lease.done();
      }
      free++;
      wake.resolve();
      wake = Promise.withResolvers();
    })();
  }
}

try {
  for (;;) {
    while (free === 0) await wake.promise;
    await work();
  }
} catch (error) {
  if (!(error instanceof ChannelClosedError)) throw error;
}
while (free < Number(slots)) await wake.promise;
